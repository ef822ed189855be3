import { findIn } from "../../manifests/gateway-hosts";
import type { Index } from "../../manifests/index-of";
import {
  podReferences,
  type PodReference,
} from "../../manifests/pod-references";
import type { Workload } from "../../manifests/workloads";
import { isTold } from "./makers";

/** References of pods to objects of a kind that were not read: the first of each name in a pod. */
export function unreadReferences(
  index: Index,
  kind: PodReference["kind"],
): readonly PodReference[] {
  const seen = new Map<Workload, Set<string>>();
  return podReferences(index).filter((reference) => {
    const { workload, name } = reference;
    if (reference.kind !== kind) return false;
    const names = seen.get(workload) ?? new Set();
    seen.set(workload, names);
    if (names.has(name)) return false;
    names.add(name);
    return !findIn(index, `/${kind}`, workload.namespace, name);
  });
}

/** Those of them of which can be told that they are missing. */
export function missingReferences(
  index: Index,
  kind: PodReference["kind"],
): readonly PodReference[] {
  return unreadReferences(index, kind).filter(({ workload }) =>
    isTold(index, `/${kind}`, workload.namespace),
  );
}
