import type { Series } from "./series";

/** Observations of one size, as a histogram's buckets, sum and count see them. */
export function histogram(
  metric: string,
  labels: Readonly<Record<string, string>>,
  bounds: readonly number[],
  observed: { readonly perSecond: number; readonly each: number },
): readonly Series[] {
  const { perSecond, each } = observed;
  const buckets = [...bounds, Infinity].map((bound) => ({
    metric: `${metric}_bucket`,
    labels: { ...labels, le: le(bound) },
    perSecond: each <= bound ? perSecond : 0,
  }));
  return [...buckets, ...sumAndCount(metric, labels, observed)];
}

export function sumAndCount(
  metric: string,
  labels: Readonly<Record<string, string>>,
  { perSecond, each }: { readonly perSecond: number; readonly each: number },
): readonly Series[] {
  return [
    { metric: `${metric}_sum`, labels, perSecond: perSecond * each },
    { metric: `${metric}_count`, labels, perSecond },
  ];
}

/**
 * A bucket's bound as Prometheus 3 stores it.
 *
 *     le(250) => "250.0"    le(0.5) => "0.5"    le(1800000) => "1.8e+06"
 */
export function le(bound: number): string {
  if (bound === Infinity) return "+Inf";
  if (bound >= 1e6)
    return bound
      .toExponential()
      .replace(/e\+(\d)$/, (_, power) => `e+0${power}`);
  return Number.isInteger(bound) ? `${bound}.0` : `${bound}`;
}
