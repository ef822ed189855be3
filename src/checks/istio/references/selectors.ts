import { down, labelsOf } from "../../../manifests/fields";
import type { Index } from "../../../manifests/index-of";
import { namespaceOf, specOf } from "../../../manifests/metadata";
import { podsOf } from "../../../manifests/selected";
import { selectorText } from "../../../manifests/selector";
import { workloadsOf } from "../../../manifests/workloads";
import type { Report } from "../../finding";
import { SIDECAR, TELEMETRY } from "../kinds";

const SELECTORS = [
  [SIDECAR, ["workloadSelector", "labels"]],
  [TELEMETRY, ["selector", "matchLabels"]],
] as const;

/** Pods that a Sidecar or a Telemetry selects in its namespace. */
export function policySelectors(index: Index, report: Report): void {
  if (workloadsOf(index).length === 0) return;
  const { in: podsIn } = podsOf(index);
  for (const [kind, path] of SELECTORS)
    for (const manifest of index.kind(kind)) {
      const selector = labelsOf(down(specOf(manifest), ...path));
      if (Object.keys(selector).length === 0) continue;
      const namespace = namespaceOf(manifest);
      if (podsIn(namespace, selector).length > 0) continue;
      report(
        manifest,
        ["spec", ...path],
        `got the selector ${JSON.stringify(selectorText(selector))}, expected one that takes a pod of ${namespace}`,
      );
    }
}
