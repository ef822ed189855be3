import { Construct } from "constructs";
import {
  EnvoyFilter,
  EnvoyFilterSpecConfigPatchesApplyTo,
  EnvoyFilterSpecConfigPatchesMatchContext as Context,
  EnvoyFilterSpecConfigPatchesPatchOperation,
} from "../../imports/networking.istio.io";
import type {
  CustomMetric as CustomMetricDescription,
  CustomMetricProps,
} from "../mesh/custom-metric";
import { customMetricCheck, describeCustomMetric } from "../mesh/custom-metric";
import { Place } from "../problems/place";
import type { Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";
import { report } from "./report";

/**
 * A metric that Istio does not have. Telemetry cannot add one, so an
 * EnvoyFilter merges its definition into the proxies' `istio.stats` filter,
 * for requests that leave a pod and for those that reach one.
 *
 *     new CustomMetric(chart, "m", { name: "double_request_count", type: "counter", value: 2 })
 *     => EnvoyFilter double-request-count, and in Prometheus istio_double_request_count
 */
export class CustomMetric extends Construct {
  constructor(scope: Construct, id: string, props: CustomMetricProps) {
    super(scope, id);
    const problems: Problem[] = [];
    const at = new Place(`metric ${id}`, problems);
    customMetricCheck(props, at);
    const metric = hasErrors(problems)
      ? undefined
      : describeCustomMetric(props, at);
    report(this, problems);
    if (metric && !hasErrors(problems)) addCustomMetric(this, metric);
  }
}

/** Which end of a request a proxy stands at, by the direction of its listener. */
const DIRECTIONS = [
  { context: Context.SIDECAR_UNDERSCORE_OUTBOUND, end: "source" },
  { context: Context.SIDECAR_UNDERSCORE_INBOUND, end: "destination" },
] as const;

export function addCustomMetric(
  scope: Construct,
  metric: CustomMetricDescription,
): void {
  const name = metric.name
    .toLowerCase()
    .replaceAll("_", "-")
    .replace(/^-+|-+$/g, "");
  new EnvoyFilter(scope, `EnvoyFilter-${name}`, {
    metadata: {
      name,
      annotations: {
        "sidelight.dev/ignore":
          "IST0133: only an EnvoyFilter can add a metric, Telemetry cannot",
      },
    },
    spec: {
      configPatches: DIRECTIONS.map(({ context, end }) => ({
        applyTo: EnvoyFilterSpecConfigPatchesApplyTo.HTTP_UNDERSCORE_FILTER,
        match: {
          context,
          listener: {
            filterChain: {
              filter: {
                name: "envoy.filters.network.http_connection_manager",
                subFilter: { name: "istio.stats" },
              },
            },
          },
        },
        patch: {
          operation: EnvoyFilterSpecConfigPatchesPatchOperation.MERGE,
          value: {
            name: "istio.stats",
            typed_config: {
              "@type": "type.googleapis.com/stats.PluginConfig",
              definitions: [
                {
                  name: metric.name,
                  type: metric.type.toUpperCase(),
                  value: metric.value,
                },
              ],
              metrics: [
                { name: metric.name, dimensions: dimensions(metric, end) },
              ],
            },
          },
        },
      })),
    },
  });
}

function dimensions(
  { labels }: CustomMetricDescription,
  end: "source" | "destination",
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).map(([label, seen]) => [label, seen[end]]),
  );
}
