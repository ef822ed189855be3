import type { Flow } from "./flow";
import { seriesOf } from "./istio-series";
import { merged } from "./merge";
import { agentOf } from "./platform/agent";
import { istiodOf } from "./platform/istiod";
import { containersOf } from "./platform/containers";
import { clientOf, podsOf } from "./pods";
import type { Series } from "./series";
import type { World, WorldService } from "./world";

/** What goes on at one time: faults change this, and series follow from it. */
export interface Moment {
  readonly flows: readonly Flow[];
  /** What pods, istiod, cAdvisor and kube-state-metrics report. */
  readonly platform: readonly Series[];
  /** What is no longer scraped. */
  readonly gone: readonly ((series: Series) => boolean)[];
}

/** Requests a second to each service; over TCP, connections. */
const RATE = { http: 20, grpc: 20, tcp: 5 } as const;

/** Steady traffic from the client to every service, and a quiet platform. */
export function quiet(world: World): Moment {
  return {
    flows: world.services.flatMap((service) =>
      service.versions
        .filter(({ share }) => share > 0)
        .map(({ version, share }) =>
          flowTo(world, service, version, RATE[service.protocol] * share),
        ),
    ),
    platform: [
      ...podsOf(world).flatMap((pod) => [
        ...agentOf(pod),
        ...containersOf(pod),
      ]),
      ...istiodOf(world),
    ],
    gone: [],
  };
}

export function flowTo(
  world: World,
  service: WorldService,
  version: string,
  perSecond: number,
): Flow {
  const { name, protocol, versions } = service;
  const backend = versions.find((one) => one.version === version)?.backend;
  return {
    source: clientOf(world),
    destination: {
      service: name,
      ...(backend !== undefined && { backend }),
      workload: `${name}-${version}`,
      namespace: world.namespace,
      version,
    },
    protocol,
    perSecond,
  };
}

export function played({ flows, platform, gone }: Moment): readonly Series[] {
  return [...merged(flows.flatMap(seriesOf)), ...platform].map((series) =>
    gone.some((isGone) => isGone(series))
      ? { metric: series.metric, labels: series.labels, gone: true }
      : series,
  );
}
