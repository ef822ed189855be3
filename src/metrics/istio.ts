import { defineCounter, defineGauge, defineHistogram } from "./define";

/**
 * Istio's standard metrics, as Istio 1.30's `istio_stats` emits them:
 * https://istio.io/latest/docs/reference/config/metrics/
 */
const MESSAGE = [
  "reporter",
  "source_workload",
  "source_workload_namespace",
  "source_principal",
  "source_app",
  "source_version",
  "source_canonical_service",
  "source_canonical_revision",
  "source_cluster",
  "destination_workload",
  "destination_workload_namespace",
  "destination_principal",
  "destination_app",
  "destination_version",
  "destination_canonical_service",
  "destination_canonical_revision",
  "destination_cluster",
  "destination_service",
  "destination_service_name",
  "destination_service_namespace",
] as const;

const ENDS = [
  ...MESSAGE,
  "request_protocol",
  "response_flags",
  "connection_security_policy",
] as const;

/** HTTP and gRPC only; plain HTTP leaves the status empty. */
const REQUEST = [...ENDS, "response_code", "grpc_response_status"] as const;

/** https://github.com/istio/istio: the bootstrap's default buckets, in milliseconds; sizes share them, in bytes. */
export const ISTIO_BUCKETS: readonly number[] = [
  0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000,
  60_000, 300_000, 600_000, 1_800_000, 3_600_000,
];

export const requests = defineCounter("istio_requests_total", REQUEST, {
  unit: "requests",
  help: "Requests, counted once by the client's proxy and once by the server's.",
});

export const requestDuration = defineHistogram(
  "istio_request_duration_milliseconds",
  REQUEST,
  {
    unit: "milliseconds",
    help: "How long requests took, as each of the two proxies saw it.",
    buckets: ISTIO_BUCKETS,
  },
);

export const requestBytes = defineHistogram("istio_request_bytes", REQUEST, {
  unit: "bytes",
  help: "Sizes of request bodies.",
  buckets: ISTIO_BUCKETS,
});

export const responseBytes = defineHistogram("istio_response_bytes", REQUEST, {
  unit: "bytes",
  help: "Sizes of response bodies.",
  buckets: ISTIO_BUCKETS,
});

/** Counted while a stream runs, before it has a code, flags or a policy. */
export const requestMessages = defineCounter(
  "istio_request_messages_total",
  MESSAGE,
  { unit: "messages", help: "gRPC messages sent by clients." },
);

export const responseMessages = defineCounter(
  "istio_response_messages_total",
  MESSAGE,
  { unit: "messages", help: "gRPC messages sent by servers." },
);

export const tcpOpened = defineCounter(
  "istio_tcp_connections_opened_total",
  ENDS,
  { unit: "connections", help: "TCP connections opened." },
);

export const tcpClosed = defineCounter(
  "istio_tcp_connections_closed_total",
  ENDS,
  { unit: "connections", help: "TCP connections closed." },
);

export const tcpSent = defineCounter("istio_tcp_sent_bytes_total", ENDS, {
  unit: "bytes",
  help: "Bytes that servers sent to clients over TCP.",
});

export const tcpReceived = defineCounter(
  "istio_tcp_received_bytes_total",
  ENDS,
  { unit: "bytes", help: "Bytes that servers received from clients over TCP." },
);

export const build = defineGauge("istio_build", ["component", "tag"], {
  unit: "flag",
  help: "Always 1; its labels say which component runs which build.",
});
