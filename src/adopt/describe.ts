import type { Protocol as Spoken } from "../manifests/protocols";
import type { CustomMetric } from "../mesh/custom-metric";
import { describeThresholds } from "../mesh/alerting";
import type { MeshDescription } from "../mesh/mesh";
import type { Monitoring } from "../mesh/monitoring";
import { describeNamespace } from "../mesh/namespace";
import type { Port, Protocol } from "../mesh/port";
import type { Route } from "../mesh/route";
import type { Service } from "../mesh/service";
import { describeServiceAccount } from "../mesh/service-account";
import { describeSidecar } from "../mesh/sidecar";
import { Place } from "../problems/place";
import { subsetName } from "./subset-name";
import type { FoundCanary, FoundService } from "./found";
import { imageOf } from "./version";

/**
 * What was found in a namespace as the description of a mesh, from which rules
 * and routes are made as from any other.
 */
export function describeFound(
  namespace: string,
  services: readonly FoundService[],
  monitoring: Monitoring,
  metrics: readonly CustomMetric[],
): MeshDescription {
  return {
    name: namespace,
    namespace: describeNamespace({ name: namespace, existing: true }),
    mtls: "PERMISSIVE",
    services: services.map(describeService),
    metrics,
    monitoring,
    thresholds: describeThresholds({}),
    rules: [],
  };
}

function describeService(found: FoundService): Service {
  const { name, canary, slo } = found;
  const ports = meshPorts(found);
  const ordered = canary
    ? [canary.stable, canary.canary]
    : found.workloads.filter(({ membership }) => membership !== "out");
  return {
    name,
    ports,
    serviceAccount: describeServiceAccount(name, name),
    sidecar: describeSidecar({}, {}, new Place(name, [])),
    pod: {
      containers: [],
      initContainers: [],
      volumes: [],
      imagePullSecrets: [],
      nodeSelector: {},
      tolerations: [],
    },
    workloads: ordered.map((workload) => ({
      name: workload.name,
      version: workload.version,
      role: workload === canary?.canary ? "canary" : "stable",
      replicas: workload.replicas,
      container: { image: imageOf(workload.workload) },
    })),
    thresholds: describeThresholds({}),
    patches: [],
    ...(slo && { slo }),
    ...(canary && { route: routeOf(canary, ports) }),
  };
}

function routeOf(found: FoundCanary, ports: readonly Port[]): Route {
  const { stable, canary, weight, labels } = found;
  return {
    routing: "istio",
    stable: stable.version,
    ports,
    canary: { version: canary.version, weight },
    rest: [
      { version: stable.version, weight: 100 - weight },
      { version: canary.version, weight },
    ],
    subsets: [
      {
        version: stable.version,
        name: subsetName(stable.version),
        labels: labels.stable,
      },
      {
        version: canary.version,
        name: subsetName(canary.version),
        labels: labels.canary,
      },
    ],
  };
}

/**
 * The ports that the mesh sees. One whose protocol is not known counts as HTTP:
 * Istio finds out what it speaks, and where it is HTTP its alerts have series.
 */
function meshPorts({ ports }: FoundService): readonly Port[] {
  return ports
    .filter(({ transport }) => transport === "TCP")
    .map(({ name, number, target, protocol = "http" }) => ({
      name: name === "" ? `${number}` : name,
      port: number,
      targetPort: target ?? number,
      protocol: meshProtocol(protocol),
    }));
}

function meshProtocol(protocol: Spoken): Protocol {
  return protocol === "http_proxy" ? "http" : protocol;
}
