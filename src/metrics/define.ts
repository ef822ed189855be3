import type { Counter, Gauge, Histogram } from "../promql/build";
import { counter, gauge, histogram } from "../promql/build";

/** What one of a metric's numbers means; a panel's unit and a threshold's. */
export type Unit =
  | "requests"
  | "messages"
  | "connections"
  | "milliseconds"
  | "seconds"
  | "timestamp"
  | "bytes"
  | "cores"
  | "periods"
  | "events"
  | "objects"
  | "flag";

/** What is known of a metric: one entry, from which everything else follows. */
export interface Metric {
  readonly name: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly unit: Unit;
  readonly help: string;
  readonly labels: readonly string[];
  /** Upper bounds of a histogram's buckets. */
  readonly buckets?: readonly number[];
  /** The first Istio that has it, where that is later than 1.5. */
  readonly since?: string;
}

export interface About {
  readonly unit: Unit;
  readonly help: string;
  readonly buckets?: readonly number[];
  readonly since?: string;
}

/** What Prometheus adds to every series of a scraped pod. */
export const TARGET_LABELS = [
  "job",
  "instance",
  "namespace",
  "pod",
  "container",
] as const;
type TargetLabel = (typeof TARGET_LABELS)[number];

const entries: Metric[] = [];

/** Every metric that has been defined so far. */
export function defined(): readonly Metric[] {
  return entries;
}

/** A counter's entry, and the counter to ask. */
export function defineCounter<const L extends string>(
  name: string,
  labels: readonly L[],
  about: About,
): Counter<L | TargetLabel> {
  return counter(name, enter(name, "counter", labels, about));
}

/** A gauge's entry, and the gauge to ask. */
export function defineGauge<const L extends string>(
  name: string,
  labels: readonly L[],
  about: About,
): Gauge<L | TargetLabel> {
  return gauge(name, enter(name, "gauge", labels, about));
}

/** A histogram's entry, and the histogram to ask. */
export function defineHistogram<const L extends string>(
  name: string,
  labels: readonly L[],
  about: About & { readonly buckets: readonly number[] },
): Histogram<L | TargetLabel> {
  return histogram(name, enter(name, "histogram", labels, about));
}

function enter<L extends string>(
  name: string,
  type: Metric["type"],
  labels: readonly L[],
  about: About,
): readonly (L | TargetLabel)[] {
  const all = [...new Set([...labels, ...TARGET_LABELS])];
  entries.push({ name, type, labels: all, ...about });
  return all;
}
