import * as istio from "../metrics/istio";
import { re } from "../promql/build";
import { recorded } from "./recording";

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

/** Requests a second, as either proxy counts them. */
export const requestRate = recorded(
  "service:istio_requests:rate5m",
  [
    "reporter",
    ...SERVICE,
    "destination_version",
    "response_code",
    "grpc_response_status",
    "response_flags",
    "connection_security_policy",
  ],
  (namespace: string) =>
    istio.requests
      .where({ destination_service_namespace: namespace })
      .rate(WINDOW)
      .sumBy(
        "reporter",
        ...SERVICE,
        "destination_version",
        "response_code",
        "grpc_response_status",
        "response_flags",
        "connection_security_policy",
      ),
);

/** Requests a second by how long they took, as the server's proxy counts them. */
export const durationRate = recorded(
  "service:istio_request_duration_milliseconds_bucket:rate5m",
  ["le", ...SERVICE, "destination_version"],
  (namespace: string) =>
    istio.requestDuration.bucket
      .where({
        reporter: "destination",
        destination_service_namespace: namespace,
      })
      .rate(WINDOW)
      .sumBy("le", ...SERVICE, "destination_version"),
);

/** Milliseconds spent a second, and requests they were spent on, at either proxy. */
export const durationSum = recorded(
  "service:istio_request_duration_milliseconds_sum:rate5m",
  ["reporter", ...SERVICE],
  (namespace: string) =>
    istio.requestDuration.sum
      .where({ destination_service_namespace: namespace })
      .rate(WINDOW)
      .sumBy("reporter", ...SERVICE),
);

export const durationCount = recorded(
  "service:istio_request_duration_milliseconds_count:rate5m",
  ["reporter", ...SERVICE],
  (namespace: string) =>
    istio.requestDuration.count
      .where({ destination_service_namespace: namespace })
      .rate(WINDOW)
      .sumBy("reporter", ...SERVICE),
);

/** TCP connections opened and closed a second. */
export const tcpOpenedRate = recorded(
  "service:istio_tcp_connections_opened:rate5m",
  ["reporter", ...SERVICE, "destination_version", "connection_security_policy"],
  (namespace: string) =>
    istio.tcpOpened
      .where({ destination_service_namespace: namespace })
      .rate(WINDOW)
      .sumBy(
        "reporter",
        ...SERVICE,
        "destination_version",
        "connection_security_policy",
      ),
);

export const tcpClosedRate = recorded(
  "service:istio_tcp_connections_closed:rate5m",
  ["reporter", ...SERVICE, "response_flags"],
  (namespace: string) =>
    istio.tcpClosed
      .where({ destination_service_namespace: namespace })
      .rate(WINDOW)
      .sumBy("reporter", ...SERVICE, "response_flags"),
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
