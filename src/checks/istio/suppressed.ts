import { annotationsOfObject } from "../../manifests/metadata";
import type { Check } from "../check";

const SUPPRESS = "galley.istio.io/analyze-suppress";

/** A check that keeps silent of objects whose annotation asks for it. */
export function respecting(check: Check): Check {
  return {
    ...check,
    run: (index, report) =>
      check.run(index, (manifest, ...said) => {
        const codes = (annotationsOfObject(manifest)[SUPPRESS] ?? "").split(
          ",",
        );
        if (codes.includes(check.id) || codes.includes("*")) return;
        report(manifest, ...said);
      }),
  };
}
