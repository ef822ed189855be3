import type { Peer } from "./flow";
import type { World, WorldService } from "./world";

/** A pod of the simulated mesh; each workload has one. */
export interface Pod extends Peer {
  readonly name: string;
  /** The application's container. */
  readonly container: string;
  /** Where its istio-proxy stands: a native sidecar is an init container. */
  readonly sidecar: "container" | "init_container";
}

/** Who calls all services. Its sidecar is a classic one, so that both kinds are there. */
export function clientOf({ namespace }: World): Peer {
  return { workload: "client", namespace, version: "v1" };
}

export function podOf(peer: Peer, container: string): Pod {
  return {
    ...peer,
    name: `${peer.workload}-1`,
    container,
    sidecar: "init_container",
  };
}

export function podsOfService(
  { namespace }: World,
  { name, versions }: WorldService,
): readonly Pod[] {
  return versions.map(({ version }) =>
    podOf({ workload: `${name}-${version}`, namespace, version }, name),
  );
}

/** All pods of the mesh's namespace, the client's first. */
export function podsOf(world: World): readonly Pod[] {
  return [
    { ...podOf(clientOf(world), "client"), sidecar: "container" },
    ...world.services.flatMap((service) => podsOfService(world, service)),
  ];
}

/** What the PodMonitor `istio-proxies` puts on all that it scrapes of a pod. */
export function sidecarTarget({
  workload,
  namespace,
}: Peer): Readonly<Record<string, string>> {
  return {
    namespace,
    pod: `${workload}-1`,
    container: "istio-proxy",
    job: `${namespace}/istio-proxies`,
    instance: `${workload}-1:15020`,
  };
}
