import type { MeshDescription } from "../mesh/mesh";
import type { Engine } from "../mesh/engine/engine";
import { ENGINES } from "../mesh/engine/engines";
import { versionsApart, versionService } from "../mesh/routing";
import type { Service } from "../mesh/service";
import type { World, WorldService } from "./world";

/**
 * A described mesh as traffic sees it. Services whose pods have no sidecar, or
 * that speak nothing but UDP, are left out: Istio knows nothing of them.
 */
export function worldOf(mesh: MeshDescription): World {
  return {
    namespace: mesh.namespace.name,
    istioNamespace: mesh.monitoring.istioNamespace,
    services: mesh.services
      .filter(({ sidecar }) => sidecar.inject)
      .flatMap((service) => {
        const protocol = protocolOf(service);
        return protocol ? [serviceOf(service, protocol)] : [];
      }),
  };
}

/** Of several ports, the one that tells most: HTTP before gRPC before TCP. */
function protocolOf({ ports }: Service): WorldService["protocol"] | undefined {
  const spoken = ports.map(({ protocol }) => protocol);
  if (spoken.some((one) => one === "http" || one === "http2")) return "http";
  if (spoken.some((one) => one === "grpc" || one === "grpc-web")) return "grpc";
  return spoken.some((one) => one !== "udp") ? "tcp" : undefined;
}

function serviceOf(
  service: Service,
  protocol: WorldService["protocol"],
): WorldService {
  const { name, workloads, route, engine } = service;
  if (engine) return { name, protocol, versions: versionsOf(name, engine) };
  const canary = (route?.canary?.weight ?? 0) / 100;
  const isRoutedApart =
    versionsApart(service).length > 0 &&
    route?.rest.every(({ version }) => version !== undefined) === true;
  return {
    name,
    protocol,
    versions: workloads.map(({ version, role }) => ({
      version,
      role,
      share: role === "canary" ? canary : 1 - canary,
      ...(isRoutedApart && { backend: versionService(name, version) }),
    })),
  };
}

/** What users have, and a release in its first step. */
function versionsOf(
  service: string,
  { name, stable, canary, stepWeight }: Engine,
): WorldService["versions"] {
  const [ofStable, ofCanary] = ENGINES[name].versions;
  const share = canary === undefined ? 0 : stepWeight / 100;
  return [
    {
      version: stable,
      role: "stable",
      share: 1 - share,
      backend: versionService(service, ofStable),
    },
    ...(canary === undefined
      ? []
      : [
          {
            version: canary,
            role: "canary" as const,
            share,
            backend: versionService(service, ofCanary),
          },
        ]),
  ];
}
