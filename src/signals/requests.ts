import { versionService } from "../mesh/routing";
import * as istio from "../metrics/istio";
import type {
  Counter,
  Duration,
  Gauge,
  Instant,
  LabelTest,
  Where,
} from "../promql/build";
import { notRe, oneOf, re } from "../promql/build";
import type { ServiceLabel } from "./base";
import { requestRate, SERVICE, unroutedRate } from "./base";
import { recorded } from "./recording";
import type { VersionedService } from "./version-services";
import { underOneName } from "./version-services";

/** A namespace's services: all, or one; with a version, only that one's pods. */
export interface Scope {
  readonly namespace: string;
  readonly service?: string;
  readonly version?: string;
  /** The versions that have a Service of their own, which raw series may name instead. */
  readonly versions?: readonly string[];
}

/** One service of a namespace. */
export interface Target extends Scope {
  readonly service: string;
}

/**
 * Where a request is counted: by those who wait for the answer, by the server,
 * or wherever a reader picks.
 */
export type Side = "clients" | "server" | LabelTest;

/** A waypoint stands for clients without a sidecar. */
export const CLIENTS = oneOf("source", "waypoint");

function reporterOf(side: Side): string | LabelTest {
  if (side === "clients") return CLIENTS;
  return side === "server" ? "destination" : side;
}

type RequestLabel = typeof requestRate.query extends Gauge<infer L> ? L : never;

/** The recorded requests that one side counts. */
export function seenBy(
  side: Side,
  where: Where<RequestLabel> = {},
): Gauge<RequestLabel> {
  return requestRate.query.where({ reporter: reporterOf(side), ...where });
}

/** The matchers of a scope. */
export function of({ namespace, service, version }: Scope) {
  return {
    ...(service !== undefined && { destination_service_name: service }),
    destination_service_namespace: namespace,
    ...(version !== undefined && { destination_version: version }),
  };
}

/** The matchers of a target in raw series, by all names that proxies give it. */
export function ofRaw(target: Target) {
  const { service, versions = [] } = target;
  return {
    ...of(target),
    ...(versions.length > 0 && {
      destination_service_name: oneOf(
        service,
        ...versions.map((version) => versionService(service, version)),
      ),
    }),
  };
}

export function versioned({
  service,
  versions = [],
}: Target): VersionedService {
  return { service, versions };
}

/** https://grpc.io/docs/guides/status-codes/: those that are the server's fault. */
const GRPC_FAILED = oneOf("2", "4", "8", "12", "13", "14", "15");

/**
 * Those that failed: HTTP 5xx, and gRPC's failures, which ride on 200. A client
 * that hangs up (code 0, flag DC) is no failure of the service.
 */
export function failed(all: Gauge<RequestLabel>): Instant<RequestLabel> {
  return all.where({ response_code: re("5..") }).or(grpcFailed(all));
}

function grpcFailed(all: Gauge<RequestLabel>): Gauge<RequestLabel> {
  return all.where({
    response_code: notRe("5.."),
    grpc_response_status: GRPC_FAILED,
  });
}

/** Requests a second of each service of a namespace, as its clients see them. */
export const clientRequests = recorded(
  "service:requests:rate5m",
  SERVICE,
  (namespace: string) =>
    seenBy("clients", { destination_service_namespace: namespace }).sumBy(
      ...SERVICE,
    ),
);

/** Failed requests a second, as clients see them; 0, not nothing, where none failed. */
export const clientFailures = recorded(
  "service:request_failures:rate5m",
  SERVICE,
  (namespace: string) => {
    const where = { destination_service_namespace: namespace };
    return failed(seenBy("clients", where))
      .sumBy(...SERVICE)
      .or(clientRequests.query.where(where).mul(0));
  },
);

/** Requests a second to each service. */
export function rate(target: Scope, side: Side): Instant<ServiceLabel> {
  return side === "clients" && target.version === undefined
    ? clientRequests.query.where(of(target))
    : seenBy(side, of(target)).sumBy(...SERVICE);
}

/** Failed requests a second to each service; 0 where none failed, nothing without traffic. */
export function failures(target: Scope, side: Side): Instant<ServiceLabel> {
  return side === "clients" && target.version === undefined
    ? clientFailures.query.where(of(target))
    : failed(seenBy(side, of(target)))
        .sumBy(...SERVICE)
        .or(rate(target, side).mul(0));
}

/** The share of requests that failed; nothing without traffic, never NaN. */
export function errorRatio(target: Scope, side: Side): Instant<ServiceLabel> {
  return failures(target, side).div(rate(target, side).gt(0));
}

/** The share of gRPC calls that failed by their status, whatever HTTP said. */
export function grpcErrorRatio(target: Scope): Instant<ServiceLabel> {
  const calls = seenBy("server", {
    ...of(target),
    grpc_response_status: re(".+"),
  });
  const total = calls.sumBy(...SERVICE);
  return calls
    .where({ grpc_response_status: GRPC_FAILED })
    .sumBy(...SERVICE)
    .or(total.mul(0))
    .div(total.gt(0));
}

/** The share of requests that succeeded. */
export function successRatio(target: Scope, side: Side): Instant<ServiceLabel> {
  return errorRatio(target, side).subFrom(1);
}

/** Only where there are enough requests for a ratio or a quantile to mean anything. */
export function withTraffic(
  signal: Instant<ServiceLabel>,
  target: Target,
  side: Side,
  minimumRate: number,
): Instant<ServiceLabel> {
  return signal.and(rate(target, side).gt(minimumRate));
}

/** Requests a second that Envoy answers itself: no healthy endpoint, no route, overflow. */
export function unreachable(
  target: Scope,
): Instant<ServiceLabel | "response_flags"> {
  return seenBy("clients", {
    ...of(target),
    response_flags: re(".*(UH|UF|NR|NC|UO|URX).*"),
  }).sumBy(...SERVICE, "response_flags");
}

/**
 * Requests a second from the namespace's own workloads for which there was no
 * route, by whatever name they called the service.
 */
export function unrouted({ namespace, service }: Target): Instant<never> {
  const host = `${service}(\\.${namespace}(\\.svc(\\..+)?)?)?(:\\d+)?`;
  return unroutedRate.query.where({ destination_service_name: re(host) }).sum();
}

/** Failed and all requests a second over a window that is not recorded, read raw. */
export function failedRaw(
  target: Target,
  window: Duration,
): {
  readonly failed: Instant<ServiceLabel>;
  readonly all: Instant<ServiceLabel>;
} {
  const seen = istio.requests.where({ reporter: CLIENTS, ...ofRaw(target) });
  return rawRates(seen, window, SERVICE, [versioned(target)]);
}

export type RawLabel =
  typeof istio.requests extends Counter<infer L> ? L : never;

/**
 * Failed and all requests a second by some of their labels, read raw; 0 where
 * none failed. Those to a version's own Service count as the service's.
 */
export function rawRates<const K extends RawLabel>(
  seen: Counter<RawLabel>,
  window: Duration,
  by: readonly K[],
  services: readonly VersionedService[] = [],
): { readonly failed: Instant<K>; readonly all: Instant<K> } {
  const rate = (some: Counter<RawLabel>) =>
    underOneName(some.rate(window), SERVICE[0], services);
  const all = rate(seen).sumBy(...by);
  const failed = rate(seen.where({ response_code: re("5..") })).or(
    rate(
      seen.where({
        response_code: notRe("5.."),
        grpc_response_status: GRPC_FAILED,
      }),
    ),
  );
  return { all, failed: failed.sumBy(...by).or(all.mul(0)) };
}
