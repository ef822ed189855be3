import { fieldsOf, listOf, numberOf, textOf } from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import { hasSidecar } from "../../manifests/in-mesh";
import { fullNameOf, labelsOfObject, specOf } from "../../manifests/metadata";
import { servicesOf } from "../../manifests/selected";
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
  return workloadsOf(index)
    .filter(({ manifest }) => manifest.identity.kind === "Deployment")
    .filter(({ manifest }) => !isWaypoint(labelsOfObject(manifest)))
    .filter((workload) => hasSidecar(index, workload))
    .map((workload) => ({ workload, ports: portsOf(index, workload) }));
}

function isWaypoint(labels: Readonly<Record<string, string>>): boolean {
  return labels["gateway.istio.io/managed"] === "istio.io-mesh-controller";
}

function portsOf(index: Index, workload: Workload): readonly ServedPort[] {
  return servicesOf(index, workload).flatMap((manifest) =>
    listOf(specOf(manifest)["ports"]).map((entry) => {
      const { port, protocol, targetPort } = fieldsOf(entry);
      const number = numberOf(port) ?? 0;
      return {
        service: fullNameOf(manifest),
        port: number,
        transport: textOf(protocol) || "TCP",
        targetPort: targetOf(targetPort) ?? String(number),
      };
    }),
  );
}

function targetOf(targetPort: unknown): string | undefined {
  if (typeof targetPort === "number" && targetPort !== 0)
    return String(targetPort);
  return textOf(targetPort) || undefined;
}
