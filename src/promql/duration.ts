import { PromqlError } from "./error";

type Unit = "ms" | "s" | "m" | "h" | "d" | "w" | "y";

/**
 * A duration as PromQL writes it: `5m`, `1h30m`. What the type lets through and
 * Prometheus does not is refused at run time.
 */
export type Duration =
  `${bigint}${Unit}` | `${bigint}${Unit}${bigint}${Unit}` | GrafanaInterval;

/** Grafana puts a duration in their place before it asks Prometheus. */
export type GrafanaInterval =
  "$__rate_interval" | "$__interval" | "$__range" | "$interval";

const sizes: readonly (readonly [Unit, number])[] = [
  ["y", 31_536_000_000],
  ["w", 604_800_000],
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
  ["ms", 1],
];

/** Each unit at most once, large before small: https://prometheus.io/docs/prometheus/latest/querying/basics/#float-literals-and-time-durations */
const literal =
  /^(?=\d)(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+)s)?(?:(\d+)ms)?$/;

// Prometheus counts nanoseconds in 64 bits.
const longest = 2 ** 63 / 1e6;

/** Milliseconds of a duration; nothing for an expression, a variable, or what is no duration. */
export function milliseconds(duration: string): number | undefined {
  const negative = duration.startsWith("-");
  const match = literal.exec(negative ? duration.slice(1) : duration);
  if (!match) return undefined;
  const sum = sizes.reduce(
    (total, [, size], index) => total + Number(match[index + 1] ?? 0) * size,
    0,
  );
  return sum > longest ? undefined : negative ? -sum : sum;
}

/** A number of seconds as a duration; nothing where it is not whole milliseconds. */
export function durationOf(seconds: number): string | undefined {
  let rest = Math.round(Math.abs(seconds) * 1000);
  if (Math.abs(rest - Math.abs(seconds) * 1000) > 1e-6 || rest > longest)
    return undefined;
  if (rest === 0) return "0s";
  let text = seconds < 0 ? "-" : "";
  for (const [unit, size] of sizes) {
    // Weeks and years only where they are exact: 30d says more than 4w2d.
    const count =
      unit === "y" || unit === "w"
        ? rest % size === 0
          ? rest / size
          : 0
        : Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text;
}

/**
 * A text as a duration, refused where Prometheus would refuse it.
 *
 *     duration("5m") => 5m
 *     duration("5")  => PromqlError
 */
export function duration(text: string): Duration {
  const size = milliseconds(text);
  if (isVariable(text) || (size !== undefined && size > 0))
    return text as Duration;
  throw new PromqlError(
    JSON.stringify(text),
    "a duration above zero, a whole number and its unit, larger units first",
    'write it like "5m" or "1h30m"',
  );
}

/** As `duration`, but negative and zero serve as well. */
export function offsetDuration(text: string): Duration {
  if (isVariable(text) || milliseconds(text) !== undefined)
    return text as Duration;
  throw new PromqlError(
    JSON.stringify(text),
    "a duration, a whole number and its unit, larger units first",
    'write it like "1h" or "-5m"',
  );
}

/** Grafana's `$__rate_interval`, `$window` and `${window}`. */
export function isVariable(text: string): boolean {
  return /^\$(\w+|\{\w+\})$/.test(text);
}
