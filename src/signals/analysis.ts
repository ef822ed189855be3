import * as istio from "../metrics/istio";
import type { Duration, Instant, Where } from "../promql/build";
import { histogramQuantile } from "../promql/build";
import type { RawLabel } from "./requests";
import { rawRates } from "./requests";

type Requests = Where<RawLabel>;

/** The pods of two versions, compared over a window by an engine's analysis. */
export interface Comparison {
  readonly stable: Requests;
  readonly canary: Requests;
  readonly window: Duration;
  /** Requests a second below which ratios and quantiles say nothing. */
  readonly minimumRate: number;
  /**
   * The pods of both, for an engine that knows passed and failed checks alone and
   * takes no answer for a failed one. Without it no answer tells nothing.
   */
  readonly both?: Requests;
}

/**
 * By how much the canary fails more than stable, as a share of the requests of
 * each. Where stable has no requests, it fails none.
 */
export function analysedErrors(given: Comparison): Instant<never> {
  const { stable, canary, window } = given;
  const ratio = (pods: Requests) => {
    const { failed, all } = rawRates(istio.requests.where(pods), window, []);
    return failed.div(all.gt(0));
  };
  const none = rate(given, canary).mul(0);
  const more = ratio(canary).sub(ratio(stable).or(none));
  return given.both ? always(given, given.both, more) : more.and(enough(given));
}

/**
 * By what factor the canary's 95th percentile exceeds stable's, where it exceeds
 * the floor at all and there is something to exceed; else 0.
 */
export function analysedLatency(
  given: Comparison,
  floorMs: number,
): Instant<never> {
  const { stable, canary, window } = given;
  const p95 = (pods: Requests) =>
    histogramQuantile(
      0.95,
      istio.requestDuration.bucket.where(pods).rate(window).sumBy("le"),
    );
  const slower = p95(canary).gt(floorMs).div(p95(stable).gt(0));
  return given.both
    ? always(given, given.both, slower)
    : slower.or(rate(given, canary).mul(0)).and(enough(given));
}

/**
 * An answer whenever Prometheus can give one. A canary with few requests, or in
 * a quiet service, has done nothing wrong: 0. A canary that sees none of a busy
 * service's requests, and telemetry that is not there, have no answer: the
 * engine takes that for a failed check, never for a passed one.
 */
function always(
  given: Comparison,
  both: Requests,
  difference: Instant<never>,
): Instant<never> {
  const { canary, minimumRate } = given;
  const own = rate(given, canary);
  const quiet = rate(given, both).le(5 * minimumRate);
  return difference.and(enough(given)).or(own.gt(0).or(quiet).mul(0));
}

/** The canary's requests, where they are enough to tell anything. */
function enough(given: Comparison): Instant<never> {
  return rate(given, given.canary).gt(given.minimumRate / 2);
}

function rate({ window }: Comparison, pods: Requests): Instant<never> {
  return istio.requests.where(pods).rate(window).sum();
}
