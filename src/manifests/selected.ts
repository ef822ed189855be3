import { labelsOf } from "./fields";
import type { Index } from "./index-of";
import { labelled } from "./labelled";
import type { Manifest } from "./manifest";
import { namespaceOf, specOf, type Labels } from "./metadata";
import { workloadsOf, type Workload } from "./workloads";

/** Finds the pods and templates that a selector takes. */
export interface Pods {
  readonly anywhere: (selector: Labels) => readonly Workload[];
  /** An empty selector takes all of the namespace. */
  readonly in: (namespace: string, selector: Labels) => readonly Workload[];
}

const pods = new WeakMap<Index, Pods>();

export function podsOf(index: Index): Pods {
  const before = pods.get(index);
  if (before) return before;
  const { takenBy } = labelled(
    workloadsOf(index),
    ({ labels }) => labels,
    ({ namespace }) => namespace,
  );
  const made: Pods = {
    anywhere: (selector) => takenBy(selector),
    in: (namespace, selector) => takenBy(selector, namespace),
  };
  pods.set(index, made);
  return made;
}

/** The workloads that a Service selects; none where it has no selector. */
export function workloadsBehind(
  index: Index,
  service: Manifest,
): readonly Workload[] {
  const selector = labelsOf(specOf(service)["selector"]);
  return Object.keys(selector).length === 0
    ? []
    : podsOf(index).in(namespaceOf(service), selector);
}

const services = new WeakMap<Index, ReadonlyMap<Workload, Manifest[]>>();

/** The Services that select a workload; those without a selector take none. */
export function servicesOf(
  index: Index,
  workload: Workload,
): readonly Manifest[] {
  let known = services.get(index);
  if (!known) {
    known = servicesByWorkload(index);
    services.set(index, known);
  }
  return known.get(workload) ?? [];
}

function servicesByWorkload(index: Index): ReadonlyMap<Workload, Manifest[]> {
  const found = new Map<Workload, Manifest[]>();
  for (const manifest of index.kind("/Service"))
    for (const workload of workloadsBehind(index, manifest)) {
      const others = found.get(workload);
      if (others) others.push(manifest);
      else found.set(workload, [manifest]);
    }
  return found;
}
