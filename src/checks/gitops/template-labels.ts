import { isFields, down } from "../../manifests/fields";
import { labelSelectorTakes } from "../../manifests/selector";
import { workloadsOf } from "../../manifests/workloads";
import type { Check } from "../check";
import { selectorOfController } from "./controllers";
import { labelSelectorText, labelsText } from "./selector-text";

const deployment = (label: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: ${label} } }
    spec: { containers: [{ name: web, image: "registry.example/web:1" }] }
`;

export const templateLabels: Check = {
  id: "gitops/template-labels",
  severity: "error",
  demands: "A workload's selector takes the pods of its own template.",
  why: "The API server refuses the workload otherwise.",
  bad: deployment("webapp"),
  says: "got the labels app=webapp, expected some that the selector app=web takes",
  good: deployment("web"),
  run: (index, report) => {
    for (const workload of workloadsOf(index)) {
      const { manifest, labels, path } = workload;
      const selector = selectorOfController(workload);
      if (selector === undefined) continue;
      if (!isFields(down(manifest.object, ...path))) continue;
      if (labelSelectorTakes(selector, labels)) continue;
      report(
        manifest,
        [...path, "metadata", "labels"],
        `got the labels ${labelsText(labels)}, expected some that the selector ${labelSelectorText(selector)} takes`,
        "give the template the selector's labels",
      );
    }
  },
};
