import type { Instant } from "../promql/build";
import { histogramQuantile, re } from "../promql/build";
import type { ServiceLabel } from "./base";
import { durationCount, durationRate, durationSum, SERVICE } from "./base";
import type { Scope, Target } from "./requests";
import { of } from "./requests";

/** The duration, in milliseconds, that a share of the requests does not pass at the server. */
export function latency(
  target: Scope,
  quantile: number,
): Instant<ServiceLabel> {
  return histogramQuantile(
    quantile,
    durationRate.query.where(of(target)).sumBy("le", ...SERVICE),
  );
}

/**
 * Requests a second that took longer than a bucket's bound. Prometheus 3 writes
 * the bound 250 as `250.0`, Prometheus 2 as `250`.
 */
export function slowerThan(
  target: Target,
  milliseconds: number,
): Instant<ServiceLabel> {
  const { total, within } = bucketRates(target, milliseconds);
  return total.sub(within);
}

/** All requests a second, and those within a bucket's bound. */
export function bucketRates(
  target: Target,
  milliseconds: number,
): {
  readonly total: Instant<ServiceLabel>;
  readonly within: Instant<ServiceLabel>;
} {
  const buckets = durationRate.query.where(of(target));
  return {
    total: buckets.where({ le: "+Inf" }).sumBy(...SERVICE),
    within: buckets.where({ le: bound(milliseconds) }).sumBy(...SERVICE),
  };
}

/** Matches a bucket's bound as either Prometheus writes it. */
export function bound(milliseconds: number) {
  const text = `${milliseconds}`.replace(".", "\\.");
  return Number.isInteger(milliseconds) ? re(`${text}(\\.0)?`) : re(text);
}

/**
 * Milliseconds that the client's proxy and the network add on average: the mean
 * at the source less the mean at the destination. (A difference of quantiles is
 * no quantile.)
 */
export function overhead(namespace: string): Instant<ServiceLabel> {
  const mean = (reporter: string) => {
    const where = { reporter, destination_service_namespace: namespace };
    return durationSum.query
      .where(where)
      .sumBy(...SERVICE)
      .div(
        durationCount.query
          .where(where)
          .sumBy(...SERVICE)
          .gt(0),
      );
  };
  return mean("source").sub(mean("destination"));
}
