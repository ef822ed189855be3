import * as istio from "../metrics/istio";
import type { Duration, Instant, Query, Where } from "../promql/build";
import { avgOverTime, gauge, sumOverTime, vector } from "../promql/build";
import type { ServiceLabel } from "../signals/base";
import { SERVICE } from "../signals/base";
import { bound, bucketRates } from "../signals/latency";
import type { Recording } from "../signals/recording";
import type { Target } from "../signals/requests";
import {
  clientFailures,
  clientRequests,
  failedRaw,
  of,
  ofRaw,
  versioned,
} from "../signals/requests";
import { underOneName } from "../signals/version-services";
import { times } from "./decimal";
import type { Objective } from "./objectives";
import { secondsOf, windows } from "./windows";

const LABELS = [...SERVICE, "slo", "service"] as const;

const errorRate = gauge("slo:errors:rate5m", LABELS);
const requestRate = gauge("slo:requests:rate5m", LABELS);
const hourlyErrors = gauge("slo:errors:rate1h", LABELS);
const hourlyRequests = gauge("slo:requests:rate1h", LABELS);

const HOUR = 3600;
const FIVE_MINUTES = 300;

/** An objective's own series. */
export function mine(target: Target, objective: Objective) {
  return {
    slo: objective.name,
    service: target.service,
    destination_service_namespace: target.namespace,
  };
}

/** The share of bad requests over a window, as recorded. */
export function burnRatio(window: Duration) {
  return gauge(`slo:errors:ratio_rate${window}`, LABELS);
}

/** The share of requests that may be bad, recorded so that one query serves all objectives. */
export const allowedRatio = gauge("slo:error_budget:ratio", LABELS);

/** What is left of the budget, as a share of it; below zero where it is overspent. */
export const remainingBudget = gauge("slo:error_budget:remaining", LABELS);

/** How many times faster than allowed the budget burns over a window. */
export function burnRate(
  window: Duration,
  where: Where<(typeof LABELS)[number]>,
): Instant<(typeof LABELS)[number]> {
  return burnRatio(window).where(where).div(allowedRatio.where(where));
}

/** Bad and all requests a second that objectives count, as recorded. */
export function objectiveRates(where: Where<(typeof LABELS)[number]>) {
  return { bad: errorRate.where(where), every: requestRate.where(where) };
}

/** Requests a second over the last hour, as recorded. */
export function requestsLately(target: Target, objective: Objective) {
  return hourlyRequests.where(mine(target, objective));
}

/** The rules that an objective needs: those of the quick alerts, and those that can wait. */
export function objectiveRecordings(
  target: Target,
  objective: Objective,
): {
  readonly quick: readonly Recording[];
  readonly slow: readonly Recording[];
} {
  const labels = { slo: objective.name, service: target.service };
  const made = (record: string, query: Query): Recording => ({
    record,
    query,
    labels,
  });
  const where = mine(target, objective);
  const { bad, all } = rates(target, objective);
  const ratios = windows(objective.period).map((window) => ({
    window,
    rule: made(
      `slo:errors:ratio_rate${window}`,
      ratio(target, objective, window),
    ),
  }));
  const quick = (window: Duration) => secondsOf(window) <= 6 * HOUR;
  const month = `${objective.period}` as Duration;
  const spent = sumOverTime(hourlyErrors.where(where).over(month, "1h")).div(
    sumOverTime(hourlyRequests.where(where).over(month, "1h")).gt(0),
  );
  return {
    quick: [
      made("slo:errors:rate5m", bad),
      made("slo:requests:rate5m", all),
      made(
        "slo:errors:rate1h",
        avgOverTime(errorRate.where(where).range("1h")),
      ),
      made(
        "slo:requests:rate1h",
        avgOverTime(requestRate.where(where).range("1h")),
      ),
      ...ratios.filter(({ window }) => quick(window)).map(({ rule }) => rule),
    ],
    slow: [
      {
        ...made("slo:error_budget:ratio", vector(objective.budget)),
        labels: { ...labels, ...of(target) },
      },
      ...ratios.filter(({ window }) => !quick(window)).map(({ rule }) => rule),
      made(
        "slo:error_budget:remaining",
        spent.div(objective.budget).subFrom(1),
      ),
    ],
  };
}

/** Bad and all requests a second over five minutes, from the recordings of the mesh. */
function rates(target: Target, { milliseconds }: Objective) {
  if (milliseconds === undefined)
    return {
      bad: clientFailures.query.where(of(target)),
      all: clientRequests.query.where(of(target)),
    };
  const { total, within } = bucketRates(target, milliseconds);
  return { bad: total.sub(within), all: total };
}

/**
 * The share of bad requests over a window. Windows shorter than the recorded
 * five minutes are read raw; long ones step through the recording, which tiles
 * them exactly.
 */
function ratio(target: Target, objective: Objective, window: Duration): Query {
  const seconds = secondsOf(window);
  const where = mine(target, objective);
  if (seconds < FIVE_MINUTES) return rawRatio(target, objective, window);
  const [bad, all] = [errorRate, requestRate].map((series) => {
    const chosen = series.where(where);
    if (seconds === FIVE_MINUTES) return chosen;
    if (seconds <= HOUR) return sumOverTime(chosen.range(window));
    return sumOverTime(chosen.over(window, seconds <= 6 * HOUR ? "1m" : "5m"));
  }) as [typeof requestRate, typeof requestRate];
  return bad.div(all.gt(0));
}

function rawRatio(
  target: Target,
  { milliseconds }: Objective,
  window: Duration,
): Instant<ServiceLabel> {
  if (milliseconds === undefined) {
    const { failed, all } = failedRaw(target, window);
    return failed.div(all.gt(0));
  }
  const buckets = istio.requestDuration.bucket.where({
    reporter: "destination",
    ...ofRaw(target),
  });
  const rate = (some: typeof buckets) =>
    underOneName(some.rate(window), SERVICE[0], [versioned(target)]).sumBy(
      ...SERVICE,
    );
  const total = rate(buckets.where({ le: "+Inf" }));
  const within = rate(buckets.where({ le: bound(milliseconds) }));
  return total.sub(within).div(total.gt(0));
}

/** What a window's ratio must exceed for the budget to burn by a factor. */
export function burnThreshold({ budget }: Objective, factor: number): number {
  return times(budget, factor);
}
