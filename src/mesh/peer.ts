import type { Expression } from "./custom-metric";

type Attribute = keyof typeof ATTRIBUTES;

/** A peer's attribute, and where the same stands in a proxy's own node metadata. */
const ATTRIBUTES = {
  workload: "['WORKLOAD_NAME']",
  namespace: "['NAMESPACE']",
  app: "['LABELS']['app']",
  version: "['LABELS']['version']",
  service: "['LABELS']['service.istio.io/canonical-name']",
  cluster: "['CLUSTER_ID']",
} as const;

/**
 * What is known of the two ends of a request, as each of the two proxies sees
 * it: itself by its node's metadata, the other by what peer metadata exchange
 * left in the filter state (Istio 1.24 and newer).
 * https://istio.io/latest/docs/tasks/observability/metrics/customize-metrics/
 *
 *     labels: { source: peer.source.workload, destination: peer.destination.workload }
 */
export const peer = {
  source: end("source"),
  destination: end("destination"),
} as const;

function end(
  side: "source" | "destination",
): Readonly<Record<Attribute, Expression>> {
  const other = side === "source" ? "downstream_peer" : "upstream_peer";
  const expressions = Object.entries(ATTRIBUTES).map(([attribute, path]) => {
    const itself = `xds.node.metadata${path}`;
    const seen = `filter_state.${other}.${attribute}`;
    const remote = `has(${seen}) ? ${seen} : 'unknown'`;
    return [
      attribute,
      side === "source"
        ? { source: itself, destination: remote }
        : { source: remote, destination: itself },
    ];
  });
  return Object.fromEntries(expressions) as Record<Attribute, Expression>;
}
