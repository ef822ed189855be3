import type { CustomMetric } from "../mesh/custom-metric";
import type { MeshDescription } from "../mesh/mesh";
import { queryOf } from "../metrics/custom";
import type { Instant } from "../promql/build";
import type { Graph, Row } from "./board";
import { rateIn, valueIn } from "./units";
import { NAMESPACE, WINDOW } from "./variables";

/** The metrics that a mesh adds to Istio's, by the labels that it gives them. */
export function customMetrics({ metrics }: MeshDescription): readonly Row[] {
  return metrics.length === 0
    ? []
    : [{ title: "Metrics of this mesh", panels: metrics.map(graphOf) }];
}

function graphOf(metric: CustomMetric): Graph {
  const { unit, query, says } = shown(metric);
  const labels = Object.keys(metric.labels);
  return {
    kind: "graph",
    title: metric.metric,
    description: `${says} Its value is ${metric.value}.`,
    unit,
    lines: [
      {
        query,
        legend:
          labels.map((label) => `{{${label}}}`).join(" ") || metric.metric,
      },
    ],
  };
}

function shown(metric: CustomMetric): {
  readonly unit: string;
  readonly query: Instant<string>;
  readonly says: string;
} {
  const { name, type, value, labels } = metric;
  const by = Object.keys(labels);
  const given = { name, value, labels } as const;
  const here = { namespace: NAMESPACE };
  switch (type) {
    case "counter":
      return {
        unit: rateIn("events"),
        query: queryOf({ ...given, type })
          .where(here)
          .rate(WINDOW)
          .sumBy(...by),
        says: "Growth a second, as proxies at both ends count it.",
      };
    case "gauge":
      return {
        unit: valueIn("events"),
        query: queryOf({ ...given, type })
          .where(here)
          .maxBy(...by),
        says: "The highest value that any proxy has.",
      };
    case "histogram":
      return {
        unit: valueIn("events"),
        query: queryOf({ ...given, type })
          .where(here)
          .quantile(0.95, WINDOW, ...by),
        says: "What nineteen values in twenty do not pass.",
      };
  }
}
