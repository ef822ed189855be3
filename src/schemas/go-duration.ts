import { isDuration } from "./formats";

const NANOS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

/** The nanoseconds of a duration as Go reads it; nothing where it is none, or longer than Go can count. */
export function nanosecondsOf(text: string): number | undefined {
  if (!isDuration(text)) return undefined;
  let nanos = 0;
  for (const [, number, unit] of text.matchAll(/([\d.]+)([a-zµμ]+)/g))
    nanos += Number(number) * (NANOS[unit ?? ""] ?? 0);
  if (nanos > 2 ** 63) return undefined;
  return text.startsWith("-") ? -nanos : nanos;
}
