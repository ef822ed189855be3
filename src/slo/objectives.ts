import { ISTIO_BUCKETS } from "../metrics/istio";
import type { Period } from "../mesh/objective";
import { milliseconds } from "../mesh/scalars";
import type { Service } from "../mesh/service";
import { Place } from "../problems/place";
import type { Described, Problem } from "../problems/problem";
import { budget } from "./decimal";
import { burns, lowestObjective, secondsOf, windows } from "./windows";

/** One promise: a share of the requests that must be good over a period. */
export interface Objective {
  /** The `slo` label: `availability`, `latency-p95`. */
  readonly name: string;
  readonly percent: number;
  /** The share of the requests that may be bad. */
  readonly budget: number;
  readonly period: Period;
  /** For a latency: the bound, in milliseconds. */
  readonly milliseconds?: number;
  /** Whether its fast burns page. */
  readonly page: boolean;
}

/** Scrapes that a rate needs at the least to bear one that is missed. */
const SCRAPES = 4;

/**
 * A service's objectives. Refused are those whose fastest alert could never
 * fire, latencies that are no bucket, and windows too short for the scrapes.
 */
export function objectivesOf(
  service: Service,
  scrapeInterval: string,
): Described<readonly Objective[]> {
  const problems: Problem[] = [];
  const at = new Place(`service ${service.name}`, problems).at("slo");
  const {
    availability,
    latency = {},
    period = "30d",
    page = true,
  } = service.slo ?? {};
  const value: Objective[] = [];
  const add = (name: string, percent: number, place: Place, ms?: number) => {
    if (percent <= lowestObjective())
      place.error(
        `got an objective of ${percent} %, expected more than ${lowestObjective().toFixed(2)} %: at ${burns(period)[0]?.factor} times its budget, more than all requests would have to fail, and the fastest alert could never fire`,
        "promise more, or use the threshold alerts alone",
      );
    value.push({
      name,
      percent,
      budget: budget(percent),
      period,
      page,
      ...(ms !== undefined && { milliseconds: ms }),
    });
  };
  if (availability !== undefined)
    add("availability", availability, at.at("availability"));
  const buckets = service.sidecar.histogramBuckets ?? ISTIO_BUCKETS;
  for (const [name, bound] of Object.entries(latency)) {
    const place = at.at("latency").at(name);
    const ms = milliseconds(bound);
    if (!buckets.includes(ms))
      place.wrong(
        bound,
        `one of the histogram's buckets, in ms: ${buckets.join(", ")}`,
        `write "${nearestBucket(ms, buckets)}ms", or set sidecar.histogramBuckets`,
      );
    add(`latency-${name}`, percentOf(name), place, ms);
  }
  const shortest = windows(period)[0];
  const least = (SCRAPES * milliseconds(scrapeInterval)) / 1000;
  if (value.length > 0 && shortest && secondsOf(shortest) < least)
    at.at("period").error(
      `got ${period}, whose shortest window is ${shortest}, expected at least ${least}s: ${SCRAPES} scrapes of ${scrapeInterval}`,
      "promise over a longer period, or scrape more often",
    );
  return { value, problems };
}

/** `p95` => 95, `p999` => 99.9 */
function percentOf(name: string): number {
  const digits = name.slice(1);
  return Number(`${digits.slice(0, 2)}.${digits.slice(2)}`);
}

function nearestBucket(ms: number, buckets: readonly number[]): number {
  const distance = (bucket: number) => Math.abs(Math.log(bucket / ms));
  return [...buckets].sort((a, b) => distance(a) - distance(b))[0] ?? ms;
}
