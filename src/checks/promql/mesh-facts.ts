import type { Index } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import { standardMetrics } from "../../metrics/catalogue";
import { field, isRecord, list, textOf } from "./fields";
import { recordings } from "./recordings";

/** What the manifests say of the mesh's metrics. */
export interface MeshFacts {
  /** Metrics and labels that somebody adds. */
  readonly metrics: ReadonlySet<string>;
  readonly labels: ReadonlySet<string>;
  readonly removed: readonly Removed[];
  /** Somebody sets buckets of histograms. */
  readonly ownBuckets: boolean;
  /** What rules record. */
  readonly recorded: ReadonlySet<string>;
}

/** What a Telemetry takes away. */
export interface Removed {
  readonly metric: string;
  /** Absent where the whole metric is switched off. */
  readonly label?: string;
  readonly by: string;
  /** Where it holds; absent for the whole mesh. */
  readonly namespace?: string;
}

const known = new WeakMap<Index, MeshFacts>();

export function meshFacts(index: Index): MeshFacts {
  const before = known.get(index);
  if (before) return before;
  const found = gather(index);
  known.set(index, found);
  return found;
}

function gather(index: Index): MeshFacts {
  const metrics = new Set<string>();
  const labels = new Set<string>();
  let ownBuckets = false;
  const { rootNamespace = "istio-system" } = index.mesh;
  const removed = index
    .kind("telemetry.istio.io/Telemetry")
    .flatMap((one) => removedBy(one, rootNamespace, labels));
  for (const manifest of index.all) {
    if (manifest.identity.kind === "PrometheusRule") continue;
    visit(manifest.object, (key, value) => {
      ownBuckets ||= key === "sidecar.istio.io/statsHistogramBuckets";
      if (key === "definitions")
        for (const one of list(value)) {
          const name = textOf(field(one, "name"));
          if (name !== undefined) metrics.add(`istio_${name}`).add(name);
        }
      if (key === "dimensions" && isRecord(value))
        for (const label of Object.keys(value)) labels.add(label);
    });
  }
  const recorded = new Set(recordings(index).keys());
  return { metrics, labels, removed, ownBuckets, recorded };
}

function removedBy(
  manifest: Manifest,
  root: string,
  added: Set<string>,
): readonly Removed[] {
  const { object, identity } = manifest;
  const { name, namespace = "default" } = identity;
  const spec = object["spec"];
  // One that picks workloads leaves the labels to all others.
  const whole =
    !isRecord(field(spec, "selector")) &&
    field(spec, "targetRefs") === undefined;
  return list(field(spec, "metrics")).flatMap((entry) =>
    list(field(entry, "overrides")).flatMap((override): readonly Removed[] => {
      const tags = field(override, "tagOverrides");
      const changes = isRecord(tags) ? Object.entries(tags) : [];
      for (const [label, change] of changes)
        if (field(change, "operation") !== "REMOVE") added.add(label);
      const mode = textOf(field(override, "match", "mode"));
      if (!whole || (mode !== undefined && mode !== "CLIENT_AND_SERVER"))
        return [];
      const place = {
        by: `Telemetry ${namespace}/${name}`,
        ...(namespace !== root && { namespace }),
      };
      const gone = field(override, "disabled") === true;
      return metricsOf(textOf(field(override, "match", "metric"))).flatMap(
        (metric) => [
          ...(gone ? [{ metric, ...place }] : []),
          ...changes.flatMap(([label, change]) =>
            field(change, "operation") === "REMOVE"
              ? [{ metric, label, ...place }]
              : [],
          ),
        ],
      );
    }),
  );
}

/** What Telemetry calls metrics: https://istio.io/latest/docs/reference/config/telemetry/#MetricSelector-IstioMetric */
function metricsOf(name: string | undefined): readonly string[] {
  if (name === undefined || name === "ALL_METRICS")
    return [...standardMetrics().keys()].filter((one) =>
      /^istio_(request|response|tcp)/.test(one),
    );
  return [NAMES[name] ?? name];
}

const NAMES: Readonly<Record<string, string>> = {
  REQUEST_COUNT: "istio_requests_total",
  REQUEST_DURATION: "istio_request_duration_milliseconds",
  REQUEST_SIZE: "istio_request_bytes",
  RESPONSE_SIZE: "istio_response_bytes",
  TCP_OPENED_CONNECTIONS: "istio_tcp_connections_opened_total",
  TCP_CLOSED_CONNECTIONS: "istio_tcp_connections_closed_total",
  TCP_SENT_BYTES: "istio_tcp_sent_bytes_total",
  TCP_RECEIVED_BYTES: "istio_tcp_received_bytes_total",
  GRPC_REQUEST_MESSAGES: "istio_request_messages_total",
  GRPC_RESPONSE_MESSAGES: "istio_response_messages_total",
};

function visit(
  root: unknown,
  see: (key: string, value: unknown) => void,
): void {
  const open = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (Array.isArray(value)) open.push(...(value as readonly unknown[]));
    else if (isRecord(value))
      for (const [key, entry] of Object.entries(value)) {
        see(key, entry);
        open.push(entry);
      }
  }
}
