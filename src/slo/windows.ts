import type { Period } from "../mesh/objective";
import type { Duration } from "../promql/build";
import { duration } from "../promql/build";

/** One of the four burn-rate alerts: both windows must burn faster than the factor. */
export interface Burn {
  readonly speed: "Fast" | "Medium" | "Slow" | "VerySlow";
  readonly long: Duration;
  readonly short: Duration;
  /** How many times faster than the budget allows. */
  readonly factor: number;
  /** The share of the budget that is gone when it fires. */
  readonly spent: string;
  readonly severity: "critical" | "warning";
  readonly for: Duration;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * The table of https://sre.google/workbook/alerting-on-slos/ for any period. A
 * factor is budget × period / long window, so the windows scale with the period
 * and the factors stay.
 */
const ROWS = [
  {
    speed: "Fast",
    part: 720,
    factor: 14.4,
    spent: "2 %",
    severity: "critical",
    for: "2m",
  },
  {
    speed: "Medium",
    part: 120,
    factor: 6,
    spent: "5 %",
    severity: "critical",
    for: "15m",
  },
  {
    speed: "Slow",
    part: 30,
    factor: 3,
    spent: "10 %",
    severity: "warning",
    for: "1h",
  },
  {
    speed: "VerySlow",
    part: 10,
    factor: 1,
    spent: "10 %",
    severity: "warning",
    for: "3h",
  },
] as const;

export function burns(period: Period): readonly Burn[] {
  return (tables[period] ??= table(period));
}

const tables: Partial<Record<Period, readonly Burn[]>> = {};

function table(period: Period): readonly Burn[] {
  const seconds = periodSeconds(period);
  return ROWS.map(({ part, ...row }) => ({
    ...row,
    for: duration(row.for),
    long: inWords(seconds / part),
    short: inWords(seconds / part / 12),
  }));
}

/** All windows of a period, each once, shortest first. */
export function windows(period: Period): readonly Duration[] {
  const all = burns(period).flatMap(({ long, short }) => [short, long]);
  return [...new Set(all)].sort((a, b) => secondsOf(a) - secondsOf(b));
}

/**
 * The objective at or below which the fastest burn can never fire: more than
 * all requests would have to fail.
 */
export function lowestObjective(): number {
  const fastest = Math.max(...ROWS.map(({ factor }) => factor));
  return 100 * (1 - 1 / fastest);
}

export function periodSeconds(period: Period): number {
  return Number(period.slice(0, -1)) * DAY;
}

/** `5400` => `1h30m` */
function inWords(seconds: number): Duration {
  const parts = [
    [Math.floor(seconds / DAY), "d"],
    [Math.floor((seconds % DAY) / HOUR), "h"],
    [Math.floor((seconds % HOUR) / MINUTE), "m"],
    [Math.round(seconds % MINUTE), "s"],
  ] as const;
  return duration(
    parts
      .map(([amount, unit]) => (amount > 0 ? `${amount}${unit}` : ""))
      .join(""),
  );
}

const UNITS = { d: DAY, h: HOUR, m: MINUTE, s: 1 } as const;

export function secondsOf(window: Duration): number {
  return [...window.matchAll(/(\d+)([dhms])/g)].reduce(
    (sum, [, amount, unit]) =>
      sum + Number(amount) * UNITS[unit as keyof typeof UNITS],
    0,
  );
}
