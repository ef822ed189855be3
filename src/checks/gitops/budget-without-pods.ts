import { podsByLabels } from "../../manifests/by-labels";
import { namespaceOf, specOf } from "../../manifests/metadata";
import type { Check } from "../check";
import { deploymentYaml } from "./example";
import { mayHoldMore } from "./makers";
import { labelSelectorText } from "./selector-text";

const budget = (label: string) => `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web, namespace: shop }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: ${label} } } }
${deploymentYaml("web", "app: web")}`;

export const BUDGET = "policy/PodDisruptionBudget";

export const budgetWithoutPods: Check = {
  id: "gitops/budget-without-pods",
  severity: "warning",
  demands: "A PodDisruptionBudget takes pods of its namespace.",
  why: "It protects nothing otherwise: a drained node takes all pods at once.",
  bad: budget("webapp"),
  says: "got the selector app=webapp, which takes no pod of the workloads in shop",
  good: budget("web"),
  run: (index, report) => {
    const pods = podsByLabels(index);
    for (const manifest of index.kind(BUDGET)) {
      const namespace = namespaceOf(manifest);
      const { selector } = specOf(manifest);
      if (pods.in(namespace).length === 0 || mayHoldMore(index, namespace))
        continue;
      if (pods.taken(namespace, selector).length > 0) continue;
      const got = labelSelectorText(selector);
      report(
        manifest,
        ["spec", "selector"],
        `got ${got === "" ? "no selector" : `the selector ${got}`}, which takes no pod of the workloads in ${namespace}`,
        "write labels of a pod template there",
      );
    }
  },
};
