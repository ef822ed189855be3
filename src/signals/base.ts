import * as istio from "../metrics/istio";
import type { Counter, Where } from "../promql/build";
import { re } from "../promql/build";
import type { Recorded } from "./recording";
import { recorded } from "./recording";
import type { VersionedService } from "./version-services";
import { underOneName } from "./version-services";

/**
 * The one reading of Istio's raw series, which come a pod, a client and a
 * bucket each: rates over five minutes by what any signal asks for. All other
 * rules read these.
 */
export const SERVICE = [
  "destination_service_name",
  "destination_service_namespace",
] as const;
export type ServiceLabel = (typeof SERVICE)[number];

export const WINDOW = "5m";

/** A counter's rate to the services of a namespace, by some of its labels. */
function rateTo<A extends string, const L extends A>(
  record: string,
  metric: Counter<A>,
  labels: readonly L[],
  where: Where<A> = {},
): Recorded<L, [namespace: string, services: readonly VersionedService[]]> {
  return recorded(
    record,
    labels,
    (namespace: string, services: readonly VersionedService[]) => {
      const here = { ...where, destination_service_namespace: namespace };
      const name = "destination_service_name" as A & "destination_service_name";
      const rates = metric.where(here as Where<A>).rate(WINDOW);
      return underOneName<A>(rates, name, services).sumBy(...labels);
    },
  );
}

/** Requests a second, as either proxy counts them. */
export const requestRate = rateTo(
  "service:istio_requests:rate5m",
  istio.requests,
  [
    "reporter",
    ...SERVICE,
    "destination_version",
    "response_code",
    "grpc_response_status",
    "response_flags",
    "connection_security_policy",
  ],
);

/** Requests a second by how long they took, as the server's proxy counts them. */
export const durationRate = rateTo(
  "service:istio_request_duration_milliseconds_bucket:rate5m",
  istio.requestDuration.bucket,
  ["le", ...SERVICE, "destination_version"],
  { reporter: "destination" },
);

/** Milliseconds spent a second, and requests they were spent on, at either proxy. */
export const durationSum = rateTo(
  "service:istio_request_duration_milliseconds_sum:rate5m",
  istio.requestDuration.sum,
  ["reporter", ...SERVICE],
);
export const durationCount = rateTo(
  "service:istio_request_duration_milliseconds_count:rate5m",
  istio.requestDuration.count,
  ["reporter", ...SERVICE],
);

/** TCP connections opened and closed a second. */
export const tcpOpenedRate = rateTo(
  "service:istio_tcp_connections_opened:rate5m",
  istio.tcpOpened,
  ["reporter", ...SERVICE, "destination_version", "connection_security_policy"],
);
export const tcpClosedRate = rateTo(
  "service:istio_tcp_connections_closed:rate5m",
  istio.tcpClosed,
  ["reporter", ...SERVICE, "response_flags"],
);

/**
 * Requests a second for which a client's proxy had no route or no cluster. They
 * carry no namespace of the service, and its name as the Host header has it.
 */
export const unroutedRate = recorded(
  "host:istio_requests_unrouted:rate5m",
  ["destination_service_name"],
  (namespace: string) =>
    istio.requests
      .where({
        reporter: "source",
        source_workload_namespace: namespace,
        response_flags: re(".*(NR|NC).*"),
      })
      .rate(WINDOW)
      .sumBy("destination_service_name"),
);
