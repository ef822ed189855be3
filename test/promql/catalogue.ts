import type { Catalogue, Metric } from "../../src/promql/catalogue";

/** A small catalogue for tests. */
const metrics: Readonly<Record<string, Metric>> = {
  requests_total: {
    type: "counter",
    labels: new Set(["reporter", "code", "source", "destination"]),
    maybe: new Set(["zone"]),
  },
  latency: {
    type: "histogram",
    labels: new Set(["reporter", "source", "destination"]),
  },
  memory_bytes: { type: "gauge", labels: new Set(["pod"]) },
  build: { type: "info", labels: new Set(["pod", "version"]) },
};

export const catalogue: Catalogue = {
  metric: (name) => (Object.hasOwn(metrics, name) ? metrics[name] : undefined),
  isMissing: (name) => name.startsWith("request"),
  names: () => Object.keys(metrics),
};
