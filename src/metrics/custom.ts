import type { CustomMetricProps } from "../mesh/custom-metric";
import type { Counter, Gauge, Histogram } from "../promql/build";
import { counter, gauge, histogram } from "../promql/build";
import { TARGET_LABELS } from "./define";

type Target = (typeof TARGET_LABELS)[number];
type Labelled<L extends string> = CustomMetricProps & {
  readonly labels?: Readonly<Record<L, unknown>>;
};

/**
 * A custom metric as a query, with just the labels that its description gives
 * it: a misspelt one does not compile.
 *
 *     const orders = { name: "orders", type: "counter", value: 1, labels: { shop: "'a'" } } as const;
 *     queryOf(orders).rate("5m").sumBy("shop") => sum by (shop) (rate(istio_orders[5m]))
 */
export function queryOf<L extends string>(
  metric: Labelled<L> & { readonly type: "counter" },
): Counter<L | Target>;
export function queryOf<L extends string>(
  metric: Labelled<L> & { readonly type: "gauge" },
): Gauge<L | Target>;
export function queryOf<L extends string>(
  metric: Labelled<L> & { readonly type: "histogram" },
): Histogram<L | Target>;
export function queryOf<L extends string>({
  name,
  type,
  labels,
}: Labelled<L>):
  Counter<L | Target> | Gauge<L | Target> | Histogram<L | Target> {
  const all = [...(Object.keys(labels ?? {}) as L[]), ...TARGET_LABELS];
  const metric = `istio_${name}`;
  switch (type) {
    case "counter":
      return counter(metric, all);
    case "gauge":
      return gauge(metric, all);
    case "histogram":
      return histogram(metric, all);
  }
}
