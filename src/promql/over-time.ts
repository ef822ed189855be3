import { call } from "./calls";
import type { Instant } from "./instant";
import type { Range } from "./range";
import type { Scalar } from "./scalar";

/** A function that makes one value of each series' values over time. */
type OverTime = <L extends string>(of: Range<L>) => Instant<L>;

/** `avgOverTime(a.over("1h")) => avg_over_time(a[1h:])` */
export const avgOverTime: OverTime = (of) => call("avg_over_time", of);

/** `minOverTime(a.over("1h")) => min_over_time(a[1h:])` */
export const minOverTime: OverTime = (of) => call("min_over_time", of);

/** `maxOverTime(a.over("1h", "1m")) => max_over_time(a[1h:1m])` */
export const maxOverTime: OverTime = (of) => call("max_over_time", of);

/** `sumOverTime(a.over("1h")) => sum_over_time(a[1h:])` */
export const sumOverTime: OverTime = (of) => call("sum_over_time", of);

/** How many samples: `countOverTime(m.range("1h")) => count_over_time(m[1h])` */
export const countOverTime: OverTime = (of) => call("count_over_time", of);

/** `stddevOverTime(m.range("1h")) => stddev_over_time(m[1h])` */
export const stddevOverTime: OverTime = (of) => call("stddev_over_time", of);

/** The newest sample: `lastOverTime(m.range("1h")) => last_over_time(m[1h])` */
export const lastOverTime: OverTime = (of) => call("last_over_time", of);

/** 1 where there is any sample: `presentOverTime(m.range("1h")) => present_over_time(m[1h])` */
export const presentOverTime: OverTime = (of) => call("present_over_time", of);

/** 1 where there is no sample: `absentOverTime(m.range("1h")) => absent_over_time(m[1h])` */
export const absentOverTime: OverTime = (of) => call("absent_over_time", of);

/** How often the value changed: `changes(m.range("1h")) => changes(m[1h])` */
export const changes: OverTime = (of) => call("changes", of);

/** `quantileOverTime(0.9, a.over("1h")) => quantile_over_time(0.9, a[1h:])` */
export function quantileOverTime<L extends string>(
  quantile: number | Scalar,
  of: Range<L>,
): Instant<L> {
  return call("quantile_over_time", quantile, of);
}
