import { identity } from "./merge";
import type { Phase, Series } from "./series";

/** A series in promtool's notation: what is scraped every minute. */
export interface Samples {
  readonly series: string;
  readonly values: string;
}

/** So many samples, a minute apart. */
type Stretch =
  | { readonly gap: number; readonly stale: boolean }
  | { readonly from: number; readonly growth: number; readonly count: number };

/**
 * What promtool plays for a course of phases, in its own notation:
 * https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/#series
 *
 *     a counter, 20 a second, then 16      => 0+1200x30 36960+960x29
 *     one that is born in the second phase => _x31 240+240x29
 *     a gauge whose target goes            => 1x30 stale _x29
 */
export function samplesOf(phases: readonly Phase[]): readonly Samples[] {
  const tracks = new Map<string, Track>();
  let elapsed = 0;
  for (const phase of phases) {
    // The first sample is that of minute 0.
    const count = phase.minutes + (elapsed === 0 ? 1 : 0);
    const named = new Map(phase.series.map((one) => [identity(one), one]));
    for (const [key, series] of named)
      if (!tracks.has(key)) tracks.set(key, new Track(series, elapsed));
    for (const [key, track] of tracks) track.play(phase, named.get(key), count);
    elapsed += count;
  }
  return [...tracks.values()].flatMap((track) => track.samples() ?? []);
}

/** One series through all phases. */
class Track {
  private readonly stretches: Stretch[] = [];
  /** What a counter has reached. */
  private reached: number | undefined;
  /** Whether its target has it, scraped or not. */
  private there = false;

  constructor(
    private readonly first: Series,
    elapsed: number,
  ) {
    if (elapsed > 0) this.gap(elapsed);
  }

  play(phase: Phase, series: Series | undefined, count: number): void {
    if (phase.reset === true && this.reached !== undefined)
      this.reached = series ? 0 : undefined;
    const growth = exact((series?.perSecond ?? 0) * 60);
    const from = this.next(series, growth);
    this.there = from !== undefined;
    if (from !== undefined && series?.perSecond !== undefined)
      this.reached = exact(from + growth * (count - 1));
    if (from === undefined || phase.lost === true) this.gap(count);
    else this.run(from, growth, count);
  }

  samples(): Samples | undefined {
    if (this.stretches.every((stretch) => "gap" in stretch)) return undefined;
    const { metric, labels } = this.first;
    const inside = Object.entries(labels).map(
      ([name, value]) => `${name}=${JSON.stringify(value)}`,
    );
    return {
      series: `${metric}{${inside.join(",")}}`,
      values: this.stretches.map(print).join(" "),
    };
  }

  /** The next sample, if there is one. */
  private next(series: Series | undefined, growth: number): number | undefined {
    if (series?.gone === true) return undefined;
    if (series && series.perSecond === undefined)
      return series.fromNow ?? series.value;
    // A counter that is not named stays where it was, unless it was gone.
    if (!series) return this.there ? this.reached : undefined;
    // When a counter is first seen it has counted already, but for minute 0.
    const counted = this.stretches.length > 0 ? growth : 0;
    return exact((this.reached ?? series.value ?? 0) + counted);
  }

  private gap(count: number): void {
    const last = this.stretches.at(-1);
    if (last && "gap" in last)
      this.stretches.splice(-1, 1, { ...last, gap: last.gap + count });
    else this.stretches.push({ gap: count, stale: last !== undefined });
  }

  private run(from: number, growth: number, count: number): void {
    const last = this.stretches.at(-1);
    if (
      last &&
      "from" in last &&
      last.growth === growth &&
      exact(last.from + growth * last.count) === from
    )
      this.stretches.splice(-1, 1, { ...last, count: last.count + count });
    else this.stretches.push({ from, growth, count });
  }
}

/** Sums without the dust of binary fractions. */
function exact(value: number): number {
  return Number(value.toFixed(6));
}

function print(stretch: Stretch): string {
  if ("gap" in stretch) {
    const { gap, stale } = stretch;
    if (!stale) return `_x${gap}`;
    return gap === 1 ? "stale" : `stale _x${gap - 1}`;
  }
  const { from, growth, count } = stretch;
  if (count === 1) return `${from}`;
  return growth === 0
    ? `${from}x${count - 1}`
    : `${from}+${growth}x${count - 1}`;
}
