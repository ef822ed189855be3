import * as istio from "../metrics/istio";
import type { Duration, Instant, LabelTest } from "../promql/build";
import { histogramQuantile, oneOf } from "../promql/build";
import { rawRates } from "./requests";

/** Two workloads of a namespace, compared over a window by an engine's analysis. */
export interface Comparison {
  readonly namespace: string;
  readonly stable: string;
  readonly canary: string;
  readonly window: Duration;
  /** Requests a second below which ratios and quantiles say nothing. */
  readonly minimumRate: number;
}

/**
 * By how much the canary fails more than stable, as a share of the requests of
 * each. Where stable has no requests, it fails none.
 */
export function analysedErrors(given: Comparison): Instant<never> {
  const { stable, canary, window } = given;
  const ratio = (workload: string) => {
    const seen = istio.requests.where(at(given, workload));
    const { failed, all } = rawRates(seen, window, []);
    return failed.div(all.gt(0));
  };
  const none = rate(given, canary).mul(0);
  return answered(given, ratio(canary).sub(ratio(stable).or(none)));
}

/** By what factor the canary's 95th percentile exceeds stable's, where it exceeds the floor at all. */
export function analysedLatency(
  given: Comparison,
  floorMs: number,
): Instant<never> {
  const { stable, canary, window } = given;
  const p95 = (workload: string) =>
    histogramQuantile(
      0.95,
      istio.requestDuration.bucket
        .where(at(given, workload))
        .rate(window)
        .sumBy("le"),
    );
  return answered(given, p95(canary).gt(floorMs).div(p95(stable).gt(0)));
}

/**
 * An answer whenever Prometheus can give one. A canary with few requests, or in
 * a quiet service, has done nothing wrong: 0. A canary that sees none of a busy
 * service's requests, and telemetry that is not there, have no answer: an
 * engine takes that for a failed check, never for a passed one.
 */
function answered(
  given: Comparison,
  difference: Instant<never>,
): Instant<never> {
  const { stable, canary, minimumRate } = given;
  const own = rate(given, canary);
  const quiet = rate(given, oneOf(canary, stable)).le(5 * minimumRate);
  return difference.and(own.gt(minimumRate / 2)).or(own.gt(0).or(quiet).mul(0));
}

function rate(given: Comparison, workload: string | LabelTest): Instant<never> {
  return istio.requests.where(at(given, workload)).rate(given.window).sum();
}

/** The requests of a workload, at its own proxies. */
function at({ namespace }: Comparison, workload: string | LabelTest) {
  return {
    reporter: "destination",
    destination_workload: workload,
    destination_workload_namespace: namespace,
  };
}
