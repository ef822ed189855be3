import * as istio from "../metrics/istio";
import type { Instant } from "../promql/build";
import { oneOf } from "../promql/build";

/** Both ends of an edge; one reporter, so that each request counts once. */
const EDGE = [
  "source_workload",
  "source_workload_namespace",
  "destination_service_name",
  "destination_service_namespace",
] as const;
type EdgeLabel = (typeof EDGE)[number];

const CLIENTS = oneOf("source", "waypoint");

/** Requests a second from each workload that calls a service. */
export function callersOf(
  namespace: string,
  service: string,
): Instant<EdgeLabel> {
  return istio.requests
    .where({
      reporter: CLIENTS,
      destination_service_name: service,
      destination_service_namespace: namespace,
    })
    .rate("5m")
    .sumBy(...EDGE);
}

/** Requests a second from a workload to each service that it calls. */
export function calledBy(
  namespace: string,
  workload: string,
): Instant<EdgeLabel> {
  return istio.requests
    .where({
      reporter: CLIENTS,
      source_workload: workload,
      source_workload_namespace: namespace,
    })
    .rate("5m")
    .sumBy(...EDGE);
}
