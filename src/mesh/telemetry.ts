import { labelName } from "./scalars";
import type { Check } from "./shape";
import {
  flag,
  isObject,
  listOf,
  mapOf,
  oneOf,
  optional,
  shape,
  text,
} from "./shape";

/** Istio's standard metrics, and the names Telemetry has for them. */
export const STANDARD_METRICS = {
  istio_requests_total: "REQUEST_COUNT",
  istio_request_duration_milliseconds: "REQUEST_DURATION",
  istio_request_bytes: "REQUEST_SIZE",
  istio_response_bytes: "RESPONSE_SIZE",
  istio_request_messages_total: "GRPC_REQUEST_MESSAGES",
  istio_response_messages_total: "GRPC_RESPONSE_MESSAGES",
  istio_tcp_connections_opened_total: "TCP_OPENED_CONNECTIONS",
  istio_tcp_connections_closed_total: "TCP_CLOSED_CONNECTIONS",
  istio_tcp_sent_bytes_total: "TCP_SENT_BYTES",
  istio_tcp_received_bytes_total: "TCP_RECEIVED_BYTES",
} as const;
export type StandardMetric = keyof typeof STANDARD_METRICS;

export interface MetricOverride {
  /** @default - all standard metrics */
  readonly metric?: StandardMetric;
  /**
   * Which proxy's count is changed: `source`, the client's, or `destination`,
   * the server's.
   * @default - both
   */
  readonly reporter?: "source" | "destination";
  /** Labels added or changed, each with a CEL expression: `{ request_host: "request.host" }`. */
  readonly set?: Readonly<Record<string, string>>;
  /** Labels that are left out. */
  readonly remove?: readonly string[];
  /** Switches the metric off. */
  readonly disabled?: boolean;
}

export interface AccessLogSettings {
  /** @default - the mesh's default provider */
  readonly providers?: readonly string[];
  /** A CEL expression; only what it is true for is logged: `response.code >= 500`. */
  readonly filter?: string;
  readonly disabled?: boolean;
}

export type SpanTag =
  | { readonly literal: string }
  | { readonly environment: string; readonly default?: string }
  | { readonly header: string; readonly default?: string };

export interface TracingSettings {
  /** The extension provider that takes the spans. @default - the mesh's default provider */
  readonly provider?: string;
  /** The share of requests traced, in percent. @default - the mesh's, which Istio sets to 1 */
  readonly sampling?: number;
  /** Tags added to each span. */
  readonly tags?: Readonly<Record<string, SpanTag>>;
  readonly disabled?: boolean;
}

export interface TelemetrySettings {
  readonly metrics?: readonly MetricOverride[];
  readonly accessLog?: AccessLogSettings;
  readonly tracing?: TracingSettings;
}

const overrideShape = shape<MetricOverride>({
  metric: optional(oneOf(...Object.keys(STANDARD_METRICS))),
  reporter: optional(oneOf("source", "destination")),
  set: optional(mapOf(text, labelName)),
  remove: optional(listOf(labelName)),
  disabled: optional(flag),
});

const override: Check = (value, at) => {
  overrideShape(value, at);
  if (!isObject(value)) return;
  const { set, remove, disabled } = value as MetricOverride;
  if (set === undefined && remove === undefined && disabled === undefined)
    at.wrong(
      value,
      "a change: set, remove or disabled",
      'write { set: { request_host: "request.host" } }',
    );
  if (isObject(set) && Array.isArray(remove))
    for (const label of remove)
      if (label in set)
        at.at("remove").error(
          `${label} is both set and removed`,
          "leave out one of the two",
        );
};

export const sampling: Check = (value, at) => {
  if (typeof value !== "number" || !(value >= 0 && value <= 100))
    at.wrong(value, "a share in percent from 0 to 100", "write it like 5");
};

const spanTag: Check = (value, at) => {
  const forms = ["literal", "environment", "header"];
  if (!isObject(value) || forms.filter((form) => form in value).length !== 1)
    at.wrong(
      value,
      `an object with one of ${forms.join(", ")}`,
      'write { header: "x-tenant" }',
    );
};

export const telemetryChecks = {
  metrics: optional(listOf(override)),
  accessLog: optional(
    shape<AccessLogSettings>({
      providers: optional(listOf(text)),
      filter: optional(text),
      disabled: optional(flag),
    }),
  ),
  tracing: optional(
    shape<TracingSettings>({
      provider: optional(text),
      sampling: optional(sampling),
      tags: optional(mapOf(spanTag)),
      disabled: optional(flag),
    }),
  ),
} as const satisfies Record<keyof TelemetrySettings, Check>;

export const telemetryCheck = shape<TelemetrySettings>(telemetryChecks);
