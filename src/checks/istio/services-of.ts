import { fieldsOf, listOf, numberOf, textOf } from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import { hasSidecar } from "../../manifests/in-mesh";
import type { Manifest } from "../../manifests/manifest";
import { fullNameOf, labelsOfObject, specOf } from "../../manifests/metadata";
import { workloadsBehind } from "../../manifests/selected";
import { workloadsOf, type Workload } from "../../manifests/workloads";

/** A port of a Service that selects a workload. */
export interface ServedPort {
  readonly service: string;
  readonly port: number;
  readonly transport: string;
  readonly targetPort: string;
}

/** The Deployments in the mesh, each with the ports of all its Services. */
export function servedDeployments(
  index: Index,
): readonly { workload: Workload; ports: readonly ServedPort[] }[] {
  const ports = new Map<Workload, ServedPort[]>();
  for (const service of index.kind("/Service"))
    for (const workload of workloadsBehind(index, service)) {
      const others = ports.get(workload) ?? [];
      ports.set(workload, others);
      others.push(...portsOf(service));
    }
  return workloadsOf(index)
    .filter(({ manifest }) => manifest.identity.kind === "Deployment")
    .filter(({ manifest }) => !isWaypoint(labelsOfObject(manifest)))
    .filter((workload) => hasSidecar(index, workload))
    .map((workload) => ({ workload, ports: ports.get(workload) ?? [] }));
}

function isWaypoint(labels: Readonly<Record<string, string>>): boolean {
  return labels["gateway.istio.io/managed"] === "istio.io-mesh-controller";
}

function portsOf(service: Manifest): readonly ServedPort[] {
  return listOf(specOf(service)["ports"]).map((entry) => {
    const { port, protocol, targetPort } = fieldsOf(entry);
    const number = numberOf(port) ?? 0;
    return {
      service: fullNameOf(service),
      port: number,
      transport: textOf(protocol) || "TCP",
      targetPort: targetOf(targetPort) ?? String(number),
    };
  });
}

function targetOf(targetPort: unknown): string | undefined {
  if (typeof targetPort === "number" && targetPort !== 0)
    return String(targetPort);
  return textOf(targetPort) || undefined;
}
