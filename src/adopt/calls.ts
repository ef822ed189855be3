import type { Index } from "../manifests/index-of";
import { workloadsBehind } from "../manifests/selected";
import type { Workload } from "../manifests/workloads";
import type { Call, FoundWorkload } from "./found";
import type { Mention } from "./mentions";

/** Who calls which Service, each port once, with the first place that says so. */
export function callsOf(
  index: Index,
  mentions: readonly Mention[],
  workloads: ReadonlyMap<Workload, FoundWorkload>,
): readonly Call[] {
  const calls = new Map<string, Call>();
  for (const { workload, namespace, service, port, where } of mentions) {
    const from = workloads.get(workload);
    const called = index.find("/Service", namespace, service);
    if (!from || !called) continue;
    // What a workload is told of itself is no call.
    if (workloadsBehind(index, called).includes(workload)) continue;
    const key = `${from.namespace} ${from.kind} ${from.name} ${namespace} ${service} ${port ?? ""}`;
    if (!calls.has(key))
      calls.set(key, {
        from,
        namespace,
        service,
        because: where,
        ...(port !== undefined && { port }),
      });
  }
  return [...calls.values()];
}
