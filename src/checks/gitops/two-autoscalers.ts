import { grouped } from "../../manifests/grouped";
import type { Check } from "../check";
import { autoscalersOf } from "./autoscalers";
import { calledOf } from "./called";

const scaler = (name: string, target: string) => `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: ${name}, namespace: shop }
spec:
  maxReplicas: 4
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${target} }
`;

export const twoAutoscalers: Check = {
  id: "gitops/two-autoscalers",
  severity: "warning",
  demands: "One autoscaler scales a workload.",
  why: "Where two find the same pods, Kubernetes lets neither scale (AmbiguousSelector); older versions let them undo each other.",
  bad: `${scaler("web-cpu", "web")}---${scaler("web-memory", "web")}`,
  says: "got Deployment web, which HorizontalPodAutoscaler shop/web-cpu scales too, expected one autoscaler for it",
  good: `${scaler("web", "web")}---${scaler("cart", "cart")}`,
  run: (index, report) => {
    const groups = grouped(
      autoscalersOf(index),
      ({ namespace, groupKind, name }) => `${namespace} ${groupKind} ${name}`,
    );
    for (const [first, ...others] of groups.values())
      for (const { manifest, kind, name } of others) {
        const { identity } = manifest;
        // The same object read twice is another's finding.
        if (!first || identity.name === first.manifest.identity.name) continue;
        report(
          manifest,
          ["spec", "scaleTargetRef"],
          `got ${kind} ${name}, which ${calledOf(first.manifest)} scales too, expected one autoscaler for it`,
          "put the metrics of both into one",
        );
      }
  },
};
