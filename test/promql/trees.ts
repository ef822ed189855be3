import fc from "fast-check";
import * as ast from "../../src/promql/ast";
import type { Expr } from "../../src/promql/ast";
import type { AggregateOp, ValueType } from "../../src/promql/functions";
import { aggregations, functions } from "../../src/promql/functions";
import type { BinaryOp } from "../../src/promql/operators";
import {
  isComparison,
  isSetOperator,
  precedence,
} from "../../src/promql/operators";

/** Which part of the language random trees use. */
export interface Dialect {
  /** Only what Prometheus 2 without feature flags takes. */
  readonly old: boolean;
}

const words = ["sum", "by", "on", "start", "or", "bool", "nan", "offset"];

function names(old: boolean): fc.Arbitrary<string> {
  const plain = fc.stringMatching(/^[a-z_][a-z0-9_]{0,6}$/);
  return old
    ? plain.map((name) => `m_${name}`)
    : fc.oneof(
        { weight: 6, arbitrary: plain },
        fc.constantFrom(...words, "my.metric", "größe", "a b", 'quo"te'),
      );
}

const texts = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.string({ unit: "binary", maxLength: 4 }),
  fc.constantFrom("", "\n", "\\", '"', "\udcff", "\udce2\udc98", "☺", "\u2028"),
);

const durations = fc.constantFrom("5m", "1h30m", "30d", "90m", "100ms");

const newDurations = fc.constantFrom("step()", "2 * 5m", "-(1m - 30s)", "(1s)");

const numbers = fc.oneof(
  fc.integer({ min: -9, max: 9 }),
  fc.double({ noNaN: false }),
);

/** Random trees of a type that Prometheus takes, with every kind of node. */
export function trees({ old }: Dialect): fc.Arbitrary<Expr> {
  const name = names(old);
  const labels = fc.uniqueArray(name, { maxLength: 3 });
  const matcher = fc.oneof(
    fc
      .tuple(name, fc.constantFrom("=" as const, "!=" as const), texts)
      .map(([label, op, value]) => ast.matcher(label, op, value)),
    fc
      .tuple(
        name,
        fc.constantFrom("=~" as const, "!~" as const),
        fc.constantFrom("5..", "a|b", ".*", "\\d+", "[^\\n]", ""),
      )
      .map(([label, op, value]) => ast.matcher(label, op, value)),
  );
  const range = old ? durations : fc.oneof(durations, newDurations);
  const offset = fc.oneof(
    durations,
    durations.map((text) => `-${text}`),
    ...(old ? [] : [fc.constantFrom("step()", "-range()", "(1m * 2)")]),
  );
  const at = fc.oneof(
    fc.constantFrom("start" as const, "end" as const),
    fc.integer({ min: -1e9, max: 2e9 }),
    fc.constantFrom(1.5, -0.25),
  );
  const shift = optional({ offset, at });
  const selector = fc
    .tuple(
      name,
      fc.array(matcher, { maxLength: 3 }),
      shift,
      optional({ edges: fc.constantFrom("anchored" as const, "smoothed") }),
      fc.boolean(),
    )
    .map(([metric, matchers, time, { edges: word }, named]) => {
      const edges = !old && word !== undefined && { edges: word };
      return named || matchers.length === 0
        ? ast.selector({ metric, matchers, ...time, ...edges })
        : ast.selector({
            matchers: [ast.matcher("job", "=~", ".+"), ...matchers],
            ...time,
            ...edges,
          });
    });
  const matching = fc
    .tuple(
      fc.constantFrom("on" as const, "ignoring" as const),
      labels,
      fc.constantFrom(undefined, "left" as const, "right" as const),
      labels,
    )
    .map(([kind, on, group, include]) => ({
      kind,
      labels: on,
      ...(group && {
        group,
        include: include.filter((label) => !on.includes(label)),
      }),
    }));
  const fill = fc.constantFrom(
    undefined,
    ...(old ? [] : [{ left: 0 }, { right: -1.5 }, { left: 2, right: 2 }]),
  );
  const operators = Object.keys(precedence) as BinaryOp[];
  const op = fc.constantFrom(
    ...operators.filter((one) => !old || (one !== "</" && one !== ">/")),
  );

  const { vector } = fc.letrec<Record<ValueType, Expr>>((tie) => ({
    string: texts.map(ast.string),
    scalar: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      numbers.map(ast.number),
      fc
        .tuple(op, fc.boolean(), tie("scalar"), tie("scalar"))
        .map(([sign, bool, left, right]) =>
          isSetOperator(sign) || sign === "</" || sign === ">/"
            ? ast.number(1)
            : ast.binary({
                op: sign,
                left,
                right,
                ...((bool || isComparison(sign)) &&
                  isComparison(sign) && { bool: true }),
              }),
        ),
      tie("scalar").map(ast.negation),
      tie("vector").map((of) => ast.call("scalar", [of])),
    ),
    range: fc.oneof(
      { maxDepth: 4 },
      fc.tuple(selector, range).map(([of, time]) => ast.range(of, time)),
      fc
        .tuple(tie("vector"), range, optional({ step: range }), shift)
        .map(([expr, duration, step, time]) =>
          ast.subquery({ expr, duration, ...step, ...time }),
        ),
    ),
    vector: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      selector,
      tie("vector").map(ast.negation),
      fc
        .tuple(op, tie("vector"), tie("vector"), matching, fc.boolean(), fill)
        .map(([sign, left, right, pairing, bool, missing]) =>
          operator(sign, left, right, pairing, bool, missing),
        ),
      fc
        .tuple(op, tie("vector"), tie("scalar"), fc.boolean(), fc.boolean())
        .map(([sign, left, right, bool, turned]) =>
          isSetOperator(sign)
            ? left
            : ast.binary({
                op: sign,
                ...(turned ? { left: right, right: left } : { left, right }),
                ...(bool && isComparison(sign) && { bool: true }),
              }),
        ),
      fc
        .tuple(
          fc.constantFrom(...(Object.keys(aggregations) as AggregateOp[])),
          tie("vector"),
          tie("scalar"),
          fc.constantFrom(undefined, "by" as const, "without" as const),
          labels,
        )
        .map(([sign, expr, scalar, kind, by]) => {
          const takes = old && sign.startsWith("limit") ? "sum" : sign;
          const param =
            aggregations[takes] === "string" ? ast.string("v") : scalar;
          return ast.aggregate({
            op: takes,
            expr,
            ...(aggregations[takes] && { param }),
            ...(kind && { grouping: { kind, labels: by } }),
          });
        }),
      fc
        .constantFrom(
          ...[...functions].filter(
            ([func, { returns, experimental }]) =>
              returns === "vector" &&
              func !== "info" &&
              !(old && experimental) &&
              !(
                old &&
                /first_over|histogram_(avg|count|sum|std)|label_/.test(func)
              ),
          ),
        )
        .chain(([func, { args, min }]) =>
          fc
            .tuple(...args.slice(0, min).map((type) => tie(type)))
            .map((all) => ast.call(func, all as Expr[])),
        ),
    ),
  }));
  return vector;
}

function operator(
  op: BinaryOp,
  left: Expr,
  right: Expr,
  matching: ast.Matching,
  bool: boolean,
  fill: { left?: number; right?: number } | undefined,
): Expr {
  const { kind, labels } = matching;
  return ast.binary({
    op,
    left,
    right,
    matching: isSetOperator(op) ? { kind, labels } : matching,
    ...(bool && isComparison(op) && { bool: true }),
    ...(fill && !isSetOperator(op) && { fill }),
  });
}

/** An object in which each of some fields may be missing. */
function optional<T extends object>(fields: {
  [K in keyof T]: fc.Arbitrary<T[K]>;
}): fc.Arbitrary<Partial<T>> {
  return fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;
}
