import { podsByLabels } from "../../manifests/by-labels";
import type { Index } from "../../manifests/index-of";
import { labelSelectorTakes } from "../../manifests/selector";
import { workloadsOf, type Workload } from "../../manifests/workloads";
import type { Check } from "../check";
import { calledOf, listed } from "./called";
import { selectorOfController } from "./controllers";
import { labelSelectorText } from "./selector-text";

const deployment = (name: string, label: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec:
  selector: { matchLabels: { app: ${label} } }
  template:
    metadata: { labels: { app: ${label} } }
    spec: { containers: [{ name: web, image: "registry.example/web:1" }] }
`;

export const overlappingSelectors: Check = {
  id: "gitops/overlapping-selectors",
  severity: "warning",
  demands: "A workload's selector takes the pods of its own template alone.",
  why: "Controllers count and adopt by their selectors: autoscalers and rollouts of one see the pods of the other.",
  bad: `${deployment("web", "web")}---${deployment("web-next", "web")}`,
  says: "got the selector app=web, which takes the pods of Deployment shop/web too, expected one that takes its own alone",
  good: `${deployment("web", "web")}---${deployment("web-next", "web-next")}`,
  run: (index, report) => {
    const order = new Map(workloadsOf(index).map((one, i) => [one, i]));
    for (const [workload, place] of order) {
      const selector = selectorOfController(workload);
      if (selector === undefined) continue;
      const others = othersTakenBy(index, workload, selector).filter(
        // What goes both ways is said once, of the one that comes later.
        (other) =>
          (order.get(other) ?? 0) < place ||
          !labelSelectorTakes(selectorOfController(other), workload.labels),
      );
      if (others.length === 0) continue;
      const names = others.map(({ manifest }) => calledOf(manifest));
      report(
        workload.manifest,
        ["spec", "selector"],
        `got the selector ${labelSelectorText(selector)}, which takes the pods of ${listed(names)} too, expected one that takes its own alone`,
        "give each a label of its own, in the selector and in the template",
      );
    }
  },
};

function othersTakenBy(
  index: Index,
  { namespace, manifest }: Workload,
  selector: unknown,
): readonly Workload[] {
  return podsByLabels(index)
    .taken(namespace, selector)
    .filter((other) => {
      const { kind, name } = other.manifest.identity;
      // The same object read twice has the same selector: another's finding.
      const isSame =
        kind === manifest.identity.kind && name === manifest.identity.name;
      return !isSame && selectorOfController(other) !== undefined;
    });
}
