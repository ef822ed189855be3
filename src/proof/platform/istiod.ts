import { histogram } from "../histogram";
import { podOf, podsOf } from "../pods";
import type { Series } from "../series";
import type { World } from "../world";
import { ISTIO_VERSION } from "./agent";
import { bareContainersOf } from "./containers";

type Labels = Readonly<Record<string, string>>;

const CONVERGENCE_BUCKETS = [0.1, 0.5, 1, 3, 5, 10, 20, 30];
const DAY = 86_400;
const PUSHES_PER_SECOND = 0.05;

/**
 * What istiod reports on port 15014. Its counters are not there before they
 * first count, so those of failures are missing; two that failed long ago stand
 * still. Its gauges of conflicts are there from the start.
 */
export function istiodOf(world: World): readonly Series[] {
  const target = istiodTarget(world);
  const gauge = (
    metric: string,
    value: number,
    labels: Labels = {},
  ): Series => ({
    metric,
    labels: { ...labels, ...target },
    value,
  });
  const counter = (
    metric: string,
    perSecond: number,
    labels: Labels = {},
  ): Series => ({ metric, labels: { ...labels, ...target }, perSecond });
  return [
    gauge("up", 1),
    gauge("istio_build", 1, { component: "pilot", tag: ISTIO_VERSION }),
    gauge("pilot_xds", podsOf(world).length, { version: ISTIO_VERSION }),
    ...["cds", "eds", "lds", "rds"].map((type) =>
      counter("pilot_xds_pushes", PUSHES_PER_SECOND, { type }),
    ),
    ...convergence(world, 0.05),
    { ...counter("pilot_total_xds_rejects", 0, { type: "lds" }), value: 2 },
    gauge("pilot_conflict_inbound_listener", 0),
    gauge("pilot_conflict_outbound_listener_tcp_over_current_tcp", 0),
    gauge("pilot_duplicate_envoy_clusters", 0),
    gauge("pilot_destrule_subsets", 0),
    counter("galley_validation_passed", 0.01, VALIDATED),
    {
      ...counter("galley_validation_failed", 0, {
        ...VALIDATED,
        reason: "invalid_resource",
      }),
      value: 1,
    },
    counter("sidecar_injection_requests_total", 0.01),
    counter("sidecar_injection_success_total", 0.01),
    counter("citadel_server_csr_count", 0.01),
    counter("citadel_server_success_cert_issuance_count", 0.01),
    {
      metric: "citadel_server_root_cert_expiry_timestamp",
      labels: target,
      fromNow: 3650 * DAY,
    },
    ...bareContainersOf(istiodPod(world)),
  ];
}

const VALIDATED = {
  group: "networking.istio.io",
  version: "v1",
  resource: "virtualservices",
};

/** Configuration that takes so many seconds to reach all proxies. */
export function convergence(world: World, seconds: number): readonly Series[] {
  return histogram(
    "pilot_proxy_convergence_time",
    istiodTarget(world),
    CONVERGENCE_BUCKETS,
    { perSecond: PUSHES_PER_SECOND, each: seconds },
  );
}

/** What the ServiceMonitor `istiod` puts on all that it scrapes. */
export function istiodTarget(world: World): Labels {
  const { name, namespace, container } = istiodPod(world);
  return {
    namespace,
    pod: name,
    container,
    service: "istiod",
    endpoint: "http-monitoring",
    job: "istiod",
    instance: `${name}:15014`,
  };
}

function istiodPod({ istioNamespace = "istio-system" }: World) {
  return podOf(
    { workload: "istiod", namespace: istioNamespace, version: ISTIO_VERSION },
    "discovery",
  );
}
