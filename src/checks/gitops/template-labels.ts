import { isFields, down } from "../../manifests/fields";
import { labelSelectorTakes } from "../../manifests/selector";
import { workloadsOf } from "../../manifests/workloads";
import type { Check } from "../check";
import { selectorOfController } from "./controllers";
import { deploymentYaml } from "./example";
import { labelSelectorText, labelsText } from "./selector-text";

export const templateLabels: Check = {
  id: "gitops/template-labels",
  severity: "error",
  demands: "A workload's selector takes the pods of its own template.",
  why: "The API server refuses the workload otherwise.",
  bad: deploymentYaml("web", "app: web", "app: webapp"),
  says: "got the labels app=webapp, expected some that the selector app=web takes",
  good: deploymentYaml("web", "app: web"),
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
