/** What an expression is when Prometheus works it out. */
export type ValueType = "scalar" | "vector" | "range" | "string";

/**
 * What a function does with the labels of its vector: `drops name` leaves all
 * but the metric's name, `keeps` leaves even that, `drops le` takes the bucket
 * label too, `none` has no labels, `own` is worked out for the function alone.
 */
export type LabelEffect = "drops name" | "keeps" | "drops le" | "none" | "own";

export interface Signature {
  readonly args: readonly ValueType[];
  /** The least and the most arguments; the last type of `args` repeats. */
  readonly min: number;
  readonly max: number;
  readonly returns: ValueType;
  readonly labels: LabelEffect;
  /** Behind a feature flag of Prometheus 3. */
  readonly experimental: boolean;
}

/** https://prometheus.io/docs/prometheus/latest/querying/functions/ */
export const functions: ReadonlyMap<string, Signature> = new Map([
  ...vectorToVector(
    "abs acos acosh asin asinh atan atanh ceil cos cosh deg exp floor",
    "histogram_avg histogram_count histogram_stddev histogram_stdvar",
    "histogram_sum ln log10 log2 rad sgn sin sinh sqrt tan tanh timestamp",
  ),
  ...each("sort sort_desc", ["vector"], { labels: "keeps" }),
  ...each("absent", ["vector"], { labels: "own" }),
  ...each("absent_over_time", ["range"], { labels: "own" }),
  ...each(
    "avg_over_time changes count_over_time delta deriv idelta increase irate max_over_time min_over_time present_over_time rate resets stddev_over_time stdvar_over_time sum_over_time",
    ["range"],
  ),
  ...each("first_over_time last_over_time", ["range"], { labels: "keeps" }),
  ...each("predict_linear", ["range", "scalar"]),
  ...each("quantile_over_time", ["scalar", "range"]),
  ...each("clamp", ["vector", "scalar", "scalar"]),
  ...each("clamp_max clamp_min", ["vector", "scalar"]),
  ...each("round", ["vector", "scalar"], { min: 1 }),
  ...each(
    "day_of_month day_of_week day_of_year days_in_month hour minute month year",
    ["vector"],
    { min: 0 },
  ),
  ...each("histogram_fraction", ["scalar", "scalar", "vector"], {
    labels: "drops le",
  }),
  ...each("histogram_quantile", ["scalar", "vector"], { labels: "drops le" }),
  ...each("label_replace", ["vector", "string", "string", "string", "string"], {
    labels: "own",
  }),
  ...each("label_join", ["vector", "string", "string", "string"], {
    min: 3,
    max: Infinity,
    labels: "own",
  }),
  ...each("vector", ["scalar"], { labels: "none" }),
  ...each("scalar", ["vector"], { returns: "scalar", labels: "none" }),
  ...each("pi time", [], { returns: "scalar", labels: "none" }),
  ...each(
    "mad_over_time ts_of_first_over_time ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time",
    ["range"],
    { experimental: true },
  ),
  ...each("double_exponential_smoothing", ["range", "scalar", "scalar"], {
    experimental: true,
  }),
  ...each("histogram_quantiles", ["vector", "string", "scalar", "scalar"], {
    min: 3,
    max: 12,
    labels: "own",
    experimental: true,
  }),
  ...each("info", ["vector", "vector"], {
    min: 1,
    labels: "own",
    experimental: true,
  }),
  ...each("sort_by_label sort_by_label_desc", ["vector", "string"], {
    min: 1,
    max: Infinity,
    labels: "keeps",
    experimental: true,
  }),
  ...each("start_timestamp", ["vector"], { experimental: true }),
  ...each("max_of min_of", ["scalar", "scalar"], {
    returns: "scalar",
    labels: "none",
    experimental: true,
  }),
  ...each("end range start step", [], {
    returns: "scalar",
    labels: "none",
    experimental: true,
  }),
]);

/** Operators that make one series of many, with the type of what stands before the vector. */
export const aggregations = {
  avg: undefined,
  bottomk: "scalar",
  count: undefined,
  count_values: "string",
  group: undefined,
  limit_ratio: "scalar",
  limitk: "scalar",
  max: undefined,
  min: undefined,
  quantile: "scalar",
  stddev: undefined,
  stdvar: undefined,
  sum: undefined,
  topk: "scalar",
} as const satisfies Readonly<Record<string, ValueType | undefined>>;

export type AggregateOp = keyof typeof aggregations;

export function isAggregation(name: string): name is AggregateOp {
  return Object.hasOwn(aggregations, name);
}

/** These pick series and leave them their labels. */
export function picksSeries(op: AggregateOp): boolean {
  return ["topk", "bottomk", "limitk", "limit_ratio"].includes(op);
}

function each(
  names: string,
  args: readonly ValueType[],
  rest: Partial<Signature> = {},
): [string, Signature][] {
  const signature: Signature = {
    args,
    min: args.length,
    max: args.length,
    returns: "vector",
    labels: "drops name",
    experimental: false,
    ...rest,
  };
  return names.split(" ").map((name) => [name, signature]);
}

function vectorToVector(...names: string[]): [string, Signature][] {
  return each(names.join(" "), ["vector"]);
}
