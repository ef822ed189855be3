import { podsByLabels, selectorOfService } from "../../manifests/by-labels";
import { namespaceOf } from "../../manifests/metadata";
import type { Check } from "../check";
import { deploymentYaml } from "./example";
import { mayHoldMore } from "./makers";
import { labelSelectorText } from "./selector-text";

const service = (label: string) => `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: ${label} }, ports: [{ name: http, port: 80 }] }
${deploymentYaml("web", "app: web")}`;

export const serviceWithoutPods: Check = {
  id: "gitops/service-without-pods",
  severity: "warning",
  demands: "A Service's selector takes pods of its namespace.",
  why: "It has no endpoints otherwise, and calls to it fail.",
  bad: service("webapp"),
  says: "got the selector app=webapp, which takes no pod of the workloads in shop",
  good: service("web"),
  run: (index, report) => {
    const pods = podsByLabels(index);
    for (const manifest of index.kind("/Service")) {
      const namespace = namespaceOf(manifest);
      const selector = selectorOfService(manifest);
      if (selector === undefined || pods.in(namespace).length === 0) continue;
      if (mayHoldMore(index, namespace)) continue;
      if (pods.taken(namespace, selector).length > 0) continue;
      report(
        manifest,
        ["spec", "selector"],
        `got the selector ${labelSelectorText(selector)}, which takes no pod of the workloads in ${namespace}`,
        "write labels of a pod template there",
      );
    }
  },
};
