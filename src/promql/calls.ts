import * as ast from "./ast";
import { PromqlError } from "./error";
import { Instant } from "./instant";
import { checkLabel } from "./match";
import { isRe2 } from "./regex";
import type { Query } from "./scalar";
import { Scalar, scalarExpr } from "./scalar";

/** A call whose result carries the labels of its vector or range. */
export function call<L extends string>(
  func: string,
  ...args: readonly (Query | number)[]
): Instant<L> {
  return new Instant(
    ast.call(
      func,
      args.map((arg) => (typeof arg === "number" ? scalarExpr(arg) : arg.expr)),
    ),
  );
}

/** Seconds since 1970, when the query is asked: `time() => time()` */
export function time(): Scalar {
  return new Scalar(ast.call("time", []));
}

/** A number as a series without labels: `vector(0) => vector(0)` */
export function vector(value: number | Scalar): Instant<never> {
  return new Instant(ast.call("vector", [scalarExpr(value)]));
}

/** The value of a vector that has one series, else NaN: `scalar(a.sum()) => scalar(sum(a))` */
export function scalar<L extends string>(of: Instant<L>): Scalar {
  return new Scalar(ast.call("scalar", [of.expr]));
}

/** 1 where the vector is empty, with the labels of its equality matchers: `absent(a) => absent(a)` */
export function absent<L extends string>(of: Instant<L>): Instant<L> {
  return call("absent", of);
}

/** `abs(a) => abs(a)` */
export function abs<L extends string>(of: Instant<L>): Instant<L> {
  return call("abs", of);
}

/** `ceil(a) => ceil(a)` */
export function ceil<L extends string>(of: Instant<L>): Instant<L> {
  return call("ceil", of);
}

/** `floor(a) => floor(a)` */
export function floor<L extends string>(of: Instant<L>): Instant<L> {
  return call("floor", of);
}

/** To a multiple of a number: `round(a, 0.1) => round(a, 0.1)` */
export function round<L extends string>(
  of: Instant<L>,
  to?: number | Scalar,
): Instant<L> {
  return to === undefined ? call("round", of) : call("round", of, to);
}

/** At least this: `clampMin(a, 0) => clamp_min(a, 0)` */
export function clampMin<L extends string>(
  of: Instant<L>,
  min: number | Scalar,
): Instant<L> {
  return call("clamp_min", of, min);
}

/** At most this: `clampMax(a, 1) => clamp_max(a, 1)` */
export function clampMax<L extends string>(
  of: Instant<L>,
  max: number | Scalar,
): Instant<L> {
  return call("clamp_max", of, max);
}

/** When each sample was taken: `timestamp(a) => timestamp(a)` */
export function timestamp<L extends string>(of: Instant<L>): Instant<L> {
  return call("timestamp", of);
}

/** By value, least first: `sort(a) => sort(a)` */
export function sort<L extends string>(of: Instant<L>): Instant<L> {
  return call("sort", of);
}

/** By value, greatest first: `sortDesc(a) => sort_desc(a)` */
export function sortDesc<L extends string>(of: Instant<L>): Instant<L> {
  return call("sort_desc", of);
}

/**
 * The value that this share of all values does not pass, of a vector that still
 * has its buckets' label `le`.
 *
 *     histogramQuantile(0.95, buckets.sumBy("le")) => histogram_quantile(0.95, sum by (le) (buckets))
 */
export function histogramQuantile<L extends string>(
  quantile: number | Scalar,
  buckets: Instant<L> & ("le" extends L ? unknown : VectorWithLabel<"le">),
): Instant<Exclude<L, "le">> {
  return new Instant(
    ast.call("histogram_quantile", [scalarExpr(quantile), buckets.expr]),
  );
}

/** What a vector has to be that an argument asks a label of. */
export interface VectorWithLabel<N extends string> {
  readonly carries: N;
}

/**
 * Writes a label from another, where that matches whole.
 *
 *     labelReplace(a, "app", "$1", "pod", "(.*)-[^-]+") => label_replace(a, "app", "$1", "pod", "(.*)-[^-]+")
 */
export function labelReplace<L extends string, const N extends string>(
  of: Instant<L>,
  to: N,
  replacement: string,
  from: NoInfer<L>,
  expression: string,
): Instant<L | N> {
  checkLabel(to);
  if (!isRe2(expression))
    throw new PromqlError(
      `the regular expression ${JSON.stringify(expression)}`,
      "one in RE2's syntax, which Prometheus takes",
      "mend the expression; RE2 knows no look-ahead and no back-references",
    );
  const texts = [to, replacement, from, expression].map(ast.string);
  return new Instant(ast.call("label_replace", [of.expr, ...texts]));
}

/** Writes a label from several: `labelJoin(a, "key", "/", "namespace", "pod") => label_join(a, "key", "/", "namespace", "pod")` */
export function labelJoin<L extends string, const N extends string>(
  of: Instant<L>,
  to: N,
  separator: string,
  ...from: readonly NoInfer<L>[]
): Instant<L | N> {
  checkLabel(to);
  const texts = [to, separator, ...from].map(ast.string);
  return new Instant(ast.call("label_join", [of.expr, ...texts]));
}
