/** What the layer above knows of metrics. */
export interface Catalogue {
  /**
   * A metric by the name under which it was made: a histogram without
   * `_bucket`, `_sum` and `_count`. Nothing where it is not known.
   */
  metric(name: string): Metric | undefined;
  /**
   * Whether a name that `metric` does not know surely belongs to nothing.
   * @default - no name does
   */
  isMissing?(name: string): boolean;
  /**
   * All names, to find the one that was meant.
   * @default - no name is proposed
   */
  names?(): Iterable<string>;
}

export interface Metric {
  readonly type: "counter" | "gauge" | "histogram" | "summary" | "info";
  /** The labels that every series of it carries, those of its target included. */
  readonly labels: ReadonlySet<string>;
  /**
   * The labels that some series of it may carry.
   * @default - none
   */
  readonly maybe?: ReadonlySet<string>;
}

/** A metric as a selector names it: a histogram's `_bucket` is a counter with `le`. */
export interface Series extends Metric {
  /** Whether it counts values below `le`. */
  readonly buckets: boolean;
}

/** What a selector's name stands for. */
export function seriesOf(
  name: string,
  catalogue: Catalogue,
): Series | undefined {
  const own = catalogue.metric(name);
  if (own) return { ...own, buckets: false };
  const [, base = "", part] = /^(.+)_(bucket|sum|count)$/.exec(name) ?? [];
  const whole = base === "" ? undefined : catalogue.metric(base);
  const has =
    whole?.type === "histogram" ||
    (whole?.type === "summary" && part !== "bucket");
  if (!whole || !has) return undefined;
  const buckets = part === "bucket";
  return {
    ...whole,
    type: "counter",
    labels: buckets ? new Set([...whole.labels, "le"]) : whole.labels,
    buckets,
  };
}
