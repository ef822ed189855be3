import { labelsOf } from "./fields";
import type { Index } from "./index-of";
import type { Manifest } from "./manifest";
import { namespaceOf, specOf, type Labels } from "./metadata";
import { selects } from "./selector";
import { workloadsOf, type Workload } from "./workloads";

/** The workloads of a namespace whose pods bear all labels; none where no label is asked for. */
export type Selected = (
  namespace: string,
  labels: Labels,
) => readonly Workload[];

const known = new WeakMap<Index, Selected>();

/** Finds workloads by the labels of their pods; made once for an index. */
export function selectedOf(index: Index): Selected {
  const before = known.get(index);
  if (before) return before;
  const byLabel = new Map<string, Workload[]>();
  for (const workload of workloadsOf(index))
    for (const [key, value] of Object.entries(workload.labels)) {
      const label = `${workload.namespace} ${key}=${value}`;
      const others = byLabel.get(label);
      if (others) others.push(workload);
      else byLabel.set(label, [workload]);
    }
  const selected: Selected = (namespace, wanted) => {
    const [fewest = []] = Object.entries(wanted)
      .map(([key, value]) => byLabel.get(`${namespace} ${key}=${value}`) ?? [])
      .sort((a, b) => a.length - b.length);
    return fewest.filter(({ labels }) => selects(wanted, labels));
  };
  known.set(index, selected);
  return selected;
}

/** The workloads that a Service selects; none where it has no selector. */
export function workloadsBehind(
  index: Index,
  service: Manifest,
): readonly Workload[] {
  const selector = labelsOf(specOf(service)["selector"]);
  return selectedOf(index)(namespaceOf(service), selector);
}
