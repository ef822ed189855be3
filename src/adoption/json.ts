import type { FoundWorkload } from "../adopt/found";
import { down } from "../manifests/fields";
import type { Told } from "./report";

/** The report for programs: one JSON object. */
export function jsonReport({ adoption, added, notes }: Told): string {
  const { namespaces, calls, unknownHosts, patches, restarts, monitoring } =
    adoption;
  return JSON.stringify(
    {
      namespaces: namespaces.map(({ name, services, workloads }) => ({
        name,
        services: services.map(
          ({ name: service, ports, workloads: behind, canary, slo }) => ({
            name: service,
            ports,
            workloads: behind.map(nameOf),
            ...(canary && {
              canary: {
                ...canary,
                stable: nameOf(canary.stable),
                canary: nameOf(canary.canary),
              },
            }),
            ...(slo && { slo }),
          }),
        ),
        workloads: workloads.map((one) => ({
          name: nameOf(one),
          mesh: one.membership,
          meshBecause: one.membershipBecause,
          app: one.app,
          version: one.version,
          versionBecause: one.versionBecause,
        })),
      })),
      calls: calls.map(({ from, ...call }) => ({
        from: nameOf(from),
        fromNamespace: from.namespace,
        ...call,
      })),
      unknownHosts: unknownHosts.map(({ workload, address, where }) => ({
        from: `${workload.manifest.identity.kind} ${workload.manifest.identity.name}`,
        address,
        because: where,
      })),
      added: added.map(({ namespace, file, object }) => ({
        namespace,
        file,
        kind: object["kind"],
        name: down(object, "metadata", "name"),
      })),
      patches: patches.map(({ manifest, path, value, because }) => ({
        ...manifest.identity,
        path,
        value,
        because,
      })),
      restarts: restarts.map(({ workload, how }) => ({
        namespace: workload.namespace,
        name: nameOf(workload),
        how,
      })),
      monitoring,
      notes,
      stripped: Object.fromEntries(adoption.stripped),
      leftOut: adoption.leftOut,
    },
    undefined,
    2,
  );
}

function nameOf({ kind, name }: FoundWorkload): string {
  return `${kind} ${name}`;
}
