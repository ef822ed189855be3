import { podsByLabels } from "../../manifests/by-labels";
import type { Manifest } from "../../manifests/manifest";
import { namespaceOf, specOf } from "../../manifests/metadata";
import type { Workload } from "../../manifests/workloads";
import type { Check } from "../check";
import { BUDGET } from "./budget-without-pods";
import { calledOf } from "./called";
import { deploymentYaml } from "./example";

const budget = (name: string, label: string) => `---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: ${name}, namespace: shop }
spec: { maxUnavailable: 1, selector: { matchLabels: { ${label} } } }
`;

const DEPLOYMENT = deploymentYaml("web-v1", "app: web, version: v1");

export const twoBudgets: Check = {
  id: "gitops/two-budgets",
  severity: "warning",
  demands: "One PodDisruptionBudget takes a pod.",
  why: "The eviction API answers 500 for a pod with two of them, so its node cannot be drained.",
  bad: budget("web", "app: web") + budget("web-v1", "version: v1") + DEPLOYMENT,
  says: "got the pods of Deployment shop/web-v1, which PodDisruptionBudget shop/web takes too, expected one budget for them",
  good: budget("web", "app: web") + DEPLOYMENT,
  run: (index, report) => {
    const pods = podsByLabels(index);
    const first = new Map<Workload, Manifest>();
    for (const manifest of index.kind(BUDGET)) {
      const taken = pods.taken(
        namespaceOf(manifest),
        specOf(manifest)["selector"],
      );
      const said = new Set<Manifest>();
      for (const workload of taken) {
        const before = first.get(workload);
        if (!before) {
          first.set(workload, manifest);
          continue;
        }
        // The same object read twice is another's finding.
        if (before.identity.name === manifest.identity.name) continue;
        if (said.has(before)) continue;
        said.add(before);
        report(
          manifest,
          ["spec", "selector"],
          `got the pods of ${calledOf(workload.manifest)}, which ${calledOf(before)} takes too, expected one budget for them`,
          "keep one budget, or let the selectors take different pods",
        );
      }
    }
  },
};
