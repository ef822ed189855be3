import { EVERYWHERE, podsByLabels } from "../../manifests/by-labels";
import type { Index } from "../../manifests/index-of";
import type { Workload } from "../../manifests/workloads";
import type { Check } from "../check";
import { calledOf, listed } from "./called";
import { selectorOfController } from "./controllers";
import { deploymentYaml } from "./example";
import { labelSelectorText } from "./selector-text";

export const overlappingSelectors: Check = {
  id: "gitops/overlapping-selectors",
  severity: "warning",
  demands: "A workload's selector takes the pods of its own template alone.",
  why: "Controllers count and adopt by their selectors: autoscalers and rollouts of one see the pods of the other.",
  bad:
    deploymentYaml("web", "app: web") + deploymentYaml("web-next", "app: web"),
  says: "got the selector app=web, which takes the pods of Deployment shop/web too, expected one that takes its own alone",
  good:
    deploymentYaml("web", "app: web") +
    deploymentYaml("web-next", "app: web-next"),
  run: (index, report) => {
    const takers = takersOf(index);
    for (const [workload, taker] of takers) {
      const others = [...taker.taken].flatMap((other) => {
        const its = takers.get(other);
        if (!its || isSame(workload, other)) return [];
        // What goes both ways is said once, of the one that comes later.
        const isSaid = its.place > taker.place && its.taken.has(workload);
        return isSaid ? [] : [calledOf(other.manifest)];
      });
      if (others.length === 0) continue;
      report(
        workload.manifest,
        ["spec", "selector"],
        `got the selector ${labelSelectorText(taker.selector)}, which takes the pods of ${listed(others)} too, expected one that takes its own alone`,
        "give each a label of its own, in the selector and in the template",
      );
    }
  },
};

interface Taker {
  readonly selector: unknown;
  readonly taken: ReadonlySet<Workload>;
  readonly place: number;
}

/** The workloads that have a selector, and what it takes. */
function takersOf(index: Index): ReadonlyMap<Workload, Taker> {
  const pods = podsByLabels(index);
  const sets = new Map<readonly Workload[], ReadonlySet<Workload>>();
  const takers = new Map<Workload, Taker>();
  for (const workload of pods.in(EVERYWHERE)) {
    const selector = selectorOfController(workload);
    if (selector === undefined) continue;
    const list = pods.taken(workload.namespace, selector);
    const taken = sets.get(list) ?? new Set(list);
    sets.set(list, taken);
    takers.set(workload, { selector, taken, place: takers.size });
  }
  return takers;
}

/** The same object read twice has the same selector: another's finding. */
function isSame(one: Workload, other: Workload): boolean {
  const [{ kind, name }, its] = [
    one.manifest.identity,
    other.manifest.identity,
  ];
  return kind === its.kind && name === its.name;
}
