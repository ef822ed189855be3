import { labelsOfObject } from "../../manifests/metadata";
import type { Check } from "../check";

export const twoInjectionLabels: Check = {
  id: "IST0123",
  severity: "warning",
  demands: "A namespace carries one label on injection.",
  why: "istio-injection wins over istio.io/rev in silence, so the revision that is written is not the one that injects.",
  bad: `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio-injection: enabled, istio.io/rev: canary } }
`,
  says: "got the labels istio-injection=enabled and istio.io/rev=canary, expected one of them",
  fix: "remove one of the labels; istio-injection wins where both are",
  good: `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio.io/rev: canary } }
`,
  run: (index, report) => {
    for (const manifest of index.kind("/Namespace")) {
      if (manifest.identity.name === "istio-system") continue;
      const labels = labelsOfObject(manifest);
      const injection = labels["istio-injection"];
      const others = injection === undefined || injection === "enabled";
      const found = [
        ...(injection === undefined ? [] : ["istio-injection"]),
        ...["istio.io/rev", "istio.io/dataplane-mode"].filter(
          (key) => others && labels[key] !== undefined,
        ),
      ].map((key) => `${key}=${labels[key] ?? ""}`);
      if (found.length > 1)
        report(
          manifest,
          ["metadata", "labels"],
          `got the labels ${found.join(" and ")}, expected one of them`,
        );
    }
  },
};
