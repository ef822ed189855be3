import { call } from "./calls";
import type { Duration } from "./duration";
import type { Instant } from "./instant";
import type { Counter, Where } from "./metric";
import { counter } from "./metric";
import type { Scalar } from "./scalar";

/** A metric whose values are counted in buckets: three counters in Prometheus. */
export class Histogram<L extends string> {
  constructor(
    /** How many values were at most `le`: `latency.bucket => latency_bucket` */
    readonly bucket: Counter<L | "le">,
    /** All values together: `latency.sum => latency_sum` */
    readonly sum: Counter<L>,
    /** How many values: `latency.count => latency_count` */
    readonly count: Counter<L>,
  ) {
    Object.freeze(this);
  }

  /** `latency.where({ code: "200" }).count => latency_count{code="200"}` */
  where(where: Where<L>): Histogram<L> {
    return new Histogram(
      this.bucket.where(where as Where<L | "le">),
      this.sum.where(where),
      this.count.where(where),
    );
  }

  /** `latency.offset("1h").count => latency_count offset 1h` */
  offset(offset: Duration | `-${Duration}`): Histogram<L> {
    return new Histogram(
      this.bucket.offset(offset),
      this.sum.offset(offset),
      this.count.offset(offset),
    );
  }

  /**
   * The value that this share of all values does not pass, for each group.
   *
   *     latency.quantile(0.95, "5m", "pod")
   *     => histogram_quantile(0.95, sum by (le, pod) (rate(latency_bucket[5m])))
   */
  quantile<K extends L>(
    quantile: number | Scalar,
    window: Duration,
    ...labels: readonly K[]
  ): Instant<K> {
    const rates = this.bucket.rate(window).sumBy<L | "le">("le", ...labels);
    return call("histogram_quantile", quantile, rates);
  }

  /**
   * The mean value for each group.
   *
   *     latency.mean("5m", "pod")
   *     => sum by (pod) (rate(latency_sum[5m])) / sum by (pod) (rate(latency_count[5m]))
   */
  mean<K extends L>(window: Duration, ...labels: readonly K[]): Instant<K> {
    const sum = this.sum.rate(window).sumBy(...labels);
    return sum.div(this.count.rate(window).sumBy(...labels));
  }
}

/** A histogram and the labels that it carries, `le` aside: `histogram("latency", ["pod"])` */
export function histogram<const L extends string>(
  name: string,
  labels: readonly L[],
): Histogram<L> {
  return new Histogram(
    counter(`${name}_bucket`, [...labels, "le"]),
    counter(`${name}_sum`, labels),
    counter(`${name}_count`, labels),
  );
}
