import type { Phase, Series } from "../proof/series";

/** What a scrape at one moment would read. */
export interface Sample {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Counter {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What it had reached, and when. */
  base: number;
  since: number;
  perSecond: number;
}

/**
 * The mesh's series as time goes by. Counters grow by the seconds that really
 * pass: windows are shorter in a drill, so rates are what they are in life.
 */
export class Traffic {
  private readonly counters = new Map<string, Counter>();
  private gauges: readonly Sample[] = [];
  private lost = false;

  /** Gauges that hold a timestamp count from the given start, in seconds since 1970. */
  constructor(private readonly start: number) {}

  /** From now on a phase's series are there, and counters that are not among them stand still. */
  play(phase: Omit<Phase, "minutes">, now: number): void {
    this.lost = phase.lost ?? false;
    for (const counter of this.counters.values()) {
      counter.base = phase.reset ? 0 : valueAt(counter, now);
      counter.since = now;
      counter.perSecond = 0;
    }
    for (const series of phase.series)
      if (series.gone) this.counters.delete(nameOf(series));
      else if (series.perSecond !== undefined)
        this.count(series, series.perSecond, now);
    this.gauges = phase.series
      .filter(({ gone, perSecond }) => !gone && perSecond === undefined)
      .map(({ metric, labels, value = 0, fromNow }) => ({
        metric,
        labels,
        value: fromNow === undefined ? value : this.start + fromNow,
      }));
  }

  private count(series: Series, perSecond: number, now: number): void {
    const { metric, labels, value: base = 0 } = series;
    const known = this.counters.get(nameOf(series));
    if (known) known.perSecond = perSecond;
    else
      this.counters.set(nameOf(series), {
        metric,
        labels,
        base,
        since: now,
        perSecond,
      });
  }

  at(now: number): readonly Sample[] {
    if (this.lost) return [];
    const counters = [...this.counters.values()].map((counter) => ({
      metric: counter.metric,
      labels: counter.labels,
      value: valueAt(counter, now),
    }));
    return [...counters, ...this.gauges];
  }
}

function valueAt({ base, since, perSecond }: Counter, now: number): number {
  return base + perSecond * Math.max(0, now - since);
}

/** A series as the text formats write it: `up{job="a"}`. */
export function nameOf({ metric, labels }: Omit<Sample, "value">): string {
  const inside = Object.keys(labels)
    .sort()
    .map((label) => `${label}=${quoted(labels[label] ?? "")}`);
  return inside.length === 0 ? metric : `${metric}{${inside.join(",")}}`;
}

function quoted(value: string): string {
  const escaped = value
    .replaceAll("\\", "\\\\")
    .replaceAll("\n", "\\n")
    .replaceAll('"', '\\"');
  return `"${escaped}"`;
}
