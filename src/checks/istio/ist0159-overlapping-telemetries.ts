import type { Manifest } from "../../manifests/manifest";
import type { Check } from "../check";
import { TELEMETRY } from "./kinds";
import { selectedBy } from "./overlaps";
import { ordered } from "./quote";

const POD = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web, tier: front } }
---`;

export const overlappingTelemetries: Check = {
  id: "IST0159",
  severity: "error",
  demands: "One Telemetry selects a pod.",
  why: "Istio takes the oldest Telemetry of a workload and drops the others in silence.",
  bad: `${POD}
apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: web, namespace: shop }
spec: { selector: { matchLabels: { app: web } }, tracing: [{ randomSamplingPercentage: 1 }] }
---
apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: front, namespace: shop }
spec: { selector: { matchLabels: { tier: front } }, tracing: [{ randomSamplingPercentage: 1 }] }
`,
  says: 'got the pods of "web" selected by the Telemetries front and web, expected one Telemetry',
  fix: "narrow one of the selectors, or merge the Telemetries; the oldest counts, the others are dropped",
  good: `${POD}
apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: web, namespace: shop }
spec: { selector: { matchLabels: { app: web } }, tracing: [{ randomSamplingPercentage: 1 }] }
`,
  run: (index, report) => {
    const said = new Set<Manifest>();
    const path = ["selector", "matchLabels"];
    for (const { workload, policies } of selectedBy(index, TELEMETRY, path)) {
      if (policies.length < 2) continue;
      const names = ordered(policies.map(({ identity }) => identity.name));
      for (const manifest of policies) {
        if (said.has(manifest)) continue;
        said.add(manifest);
        report(
          manifest,
          ["spec", ...path],
          `got the pods of ${JSON.stringify(workload.manifest.identity.name)} selected by the Telemetries ${names.join(" and ")}, expected one Telemetry`,
        );
      }
    }
  },
};
