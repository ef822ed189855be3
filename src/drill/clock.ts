import { durationOf, milliseconds } from "../promql/duration";

/** What a scrape and an evaluation every second allow, in milliseconds. */
const SHORTEST = {
  /** A rate over fewer than four scrapes is a guess. */
  window: 4000,
  step: 1000,
  wait: 1000,
  offset: 0,
} as const;

export type Length = keyof typeof SHORTEST;

/** How much faster than life a drill runs. */
export interface Clock {
  readonly speed: number;
}

/**
 * A duration of the mesh in the drill's time.
 *
 *     shorten("5m", "window", { speed: 60 }) => "5s"
 *     shorten("1m", "window", { speed: 60 }) => "4s"
 *     shorten("0s", "wait", { speed: 60 })   => "0s"
 *
 * What is no plain duration stays as it is.
 */
export function shorten(text: string, length: Length, clock: Clock): string {
  const long = milliseconds(text);
  if (long === undefined || long === 0) return text;
  const short = Math.max(
    SHORTEST[length],
    Math.round(Math.abs(long) / clock.speed),
  );
  return durationOf((Math.sign(long) * short) / 1000) ?? text;
}

/** A duration in seconds, 0 where it is none. */
export function secondsOf(text: string | undefined): number {
  return (milliseconds(text ?? "") ?? 0) / 1000;
}
