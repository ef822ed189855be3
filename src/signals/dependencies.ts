import type { Duration, Instant, Where } from "../promql/build";
import { labelJoin, labelReplace } from "../promql/build";
import { CLIENTS } from "./requests";
import {
  connectionsBy,
  errorRatioBy,
  latencyBy,
  requestsBy,
} from "./workloads";

/** The services at both ends of a call; a client goes by its canonical service. */
const LINK = [
  "source_canonical_service",
  "source_workload_namespace",
  "destination_service_name",
  "destination_service_namespace",
] as const;
export type LinkLabel = (typeof LINK)[number];

/** Which calls: labels that a connection over TCP has as well as a request. */
type Ends = Where<LinkLabel>;

/** One reporter, so that each call counts once. */
const atClient = (ends: Ends) => ({ reporter: CLIENTS, ...ends });

/** Requests a second between services. */
export function linkRate(ends: Ends, window: Duration): Instant<LinkLabel> {
  return requestsBy(atClient(ends), window, ...LINK);
}

/** Connections a second over TCP between services. */
export function linkConnections(
  ends: Ends,
  window: Duration,
): Instant<LinkLabel> {
  return connectionsBy(atClient(ends), window, ...LINK);
}

/** Calls a second between services: requests, and connections over TCP. */
export function links(ends: Ends, window: Duration): Instant<LinkLabel> {
  return linkRate(ends, window).or(linkConnections(ends, window));
}

/** The share of the requests between services that fail. */
export function linkErrors(ends: Ends, window: Duration): Instant<LinkLabel> {
  return errorRatioBy(atClient(ends), window, ...LINK);
}

/** What a share of the requests between services does not pass, in milliseconds, as clients wait. */
export function linkLatency(
  ends: Ends,
  quantile: number,
  window: Duration,
): Instant<LinkLabel> {
  return latencyBy(atClient(ends), quantile, window, ...LINK);
}

/**
 * Calls as a graph's edges, with the fields that Grafana asks for: id, source
 * and target.
 * https://grafana.com/docs/grafana/latest/panels-visualizations/visualizations/node-graph/
 */
export function edgesOf(
  calls: Instant<LinkLabel>,
): Instant<LinkLabel | "id" | "source" | "target"> {
  const source = labelJoin(
    calls,
    "source",
    "/",
    "source_workload_namespace",
    "source_canonical_service",
  );
  const target = labelJoin(
    source,
    "target",
    "/",
    "destination_service_namespace",
    "destination_service_name",
  );
  return labelJoin(target, "id", " → ", "source", "target");
}

/** The services at the ends of the calls, with the calls a second that each gets. */
export function nodesOf(
  calls: Instant<LinkLabel>,
): Instant<"id" | "title" | "subtitle"> {
  const servers = named(
    calls.sumBy("destination_service_name", "destination_service_namespace"),
    "destination_service_name",
    "destination_service_namespace",
  );
  const clients = named(
    calls.sumBy("source_canonical_service", "source_workload_namespace").mul(0),
    "source_canonical_service",
    "source_workload_namespace",
  );
  return servers.or(clients);
}

function named<N extends string, S extends string>(
  of: Instant<N | S>,
  name: N,
  namespace: S,
): Instant<"id" | "title" | "subtitle"> {
  const titled = labelReplace(of, "title", "$1", name, "(.*)");
  const subtitled = labelReplace(titled, "subtitle", "$1", namespace, "(.*)");
  return labelJoin(subtitled, "id", "/", "subtitle", "title").sumBy(
    "id",
    "title",
    "subtitle",
  );
}
