import type { AggregateOp } from "./functions";
import { quote, wellFormed } from "./quote";
import type { BinaryOp } from "./operators";

/**
 * An expression of PromQL: plain frozen data. Parentheses are not kept, nor a
 * `+` before an operand, because both change nothing; where a node stood in a
 * text is asked with `spanOf` of what was parsed.
 */
export type Expr =
  | NumberLiteral
  | StringLiteral
  | Selector
  | Range
  | Subquery
  | Call
  | Aggregate
  | Binary
  | Negation;

export interface NumberLiteral {
  readonly kind: "number";
  readonly value: number;
}

export interface StringLiteral {
  readonly kind: "string";
  readonly value: string;
}

export type MatchOp = "=" | "!=" | "=~" | "!~";

export interface Matcher {
  readonly label: string;
  readonly op: MatchOp;
  readonly value: string;
}

/** Where in time a selector or subquery is asked. */
export interface Shift {
  /** A duration as it was written: `5m`, `-1h`. */
  readonly offset?: string;
  /** Seconds since 1970, or an end of the range that is asked. */
  readonly at?: number | "start" | "end";
}

export interface Selector extends Shift {
  readonly kind: "selector";
  readonly metric?: string;
  readonly matchers: readonly Matcher[];
  /** How a range takes samples at its ends: experimental. */
  readonly edges?: "anchored" | "smoothed";
}

/** `metric[5m]`; the offset of the whole stands in the selector. */
export interface Range {
  readonly kind: "range";
  readonly selector: Selector;
  readonly duration: string;
}

export interface Subquery extends Shift {
  readonly kind: "subquery";
  readonly expr: Expr;
  readonly duration: string;
  readonly step?: string;
}

export interface Call {
  readonly kind: "call";
  readonly func: string;
  readonly args: readonly Expr[];
}

export interface Grouping {
  readonly kind: "by" | "without";
  readonly labels: readonly string[];
}

export interface Aggregate {
  readonly kind: "aggregate";
  readonly op: AggregateOp;
  readonly param?: Expr;
  readonly expr: Expr;
  /** Absent where all series become one. */
  readonly grouping?: Grouping;
}

export interface Matching {
  readonly kind: "on" | "ignoring";
  readonly labels: readonly string[];
  /** The side that may have many series for one of the other side. */
  readonly group?: "left" | "right";
  /** Labels taken from the side that has one. */
  readonly include?: readonly string[];
}

export interface Binary {
  readonly kind: "binary";
  readonly op: BinaryOp;
  readonly left: Expr;
  readonly right: Expr;
  readonly bool?: true;
  /** Absent where all labels must be equal. */
  readonly matching?: Matching;
  /** Values that stand in for missing series: experimental. */
  readonly fill?: { readonly left?: number; readonly right?: number };
}

export interface Negation {
  readonly kind: "negation";
  readonly expr: Expr;
}

export function number(value: number): NumberLiteral {
  return Object.freeze({ kind: "number", value });
}

export function string(value: string): StringLiteral {
  return Object.freeze({ kind: "string", value: wellFormed(value) });
}

export function matcher(label: string, op: MatchOp, value: string): Matcher {
  return Object.freeze({
    label: wellFormed(label),
    op,
    value: wellFormed(value),
  });
}

/** A selector. A single `__name__="x"` among the matchers becomes the metric. */
export function selector(parts: Omit<Selector, "kind">): Selector {
  let { metric, matchers } = parts;
  if (metric !== undefined) metric = wellFormed(metric);
  else {
    const names = matchers.filter(({ label }) => label === "__name__");
    const [only] = names;
    if (names.length === 1 && only?.op === "=" && only.value !== "") {
      metric = only.value;
      matchers = matchers.filter((one) => one !== only);
    }
  }
  return Object.freeze({
    kind: "selector",
    ...parts,
    ...(metric !== undefined && { metric }),
    matchers: Object.freeze([...matchers]),
  });
}

export function range(of: Selector, duration: string): Range {
  return Object.freeze({ kind: "range", selector: of, duration });
}

export function subquery(parts: Omit<Subquery, "kind">): Subquery {
  return Object.freeze({ kind: "subquery", ...parts });
}

export function call(func: string, args: readonly Expr[]): Call {
  return Object.freeze({ kind: "call", func, args: Object.freeze([...args]) });
}

export function aggregate(parts: Omit<Aggregate, "kind">): Aggregate {
  const { grouping, ...rest } = parts;
  if (grouping === undefined || isNothing(grouping, "by"))
    return Object.freeze({ kind: "aggregate", ...rest });
  return Object.freeze({
    kind: "aggregate",
    ...rest,
    grouping: Object.freeze({
      kind: grouping.kind,
      labels: labelList(grouping.labels),
    }),
  });
}

/** An operator between two operands; its modifiers may be undefined. */
export function binary(parts: {
  readonly op: BinaryOp;
  readonly left: Expr;
  readonly right: Expr;
  readonly bool?: true | undefined;
  readonly matching?: Matching | undefined;
  readonly fill?: Binary["fill"] | undefined;
}): Binary {
  const { op, left, right, bool, matching, fill } = parts;
  const kept =
    matching !== undefined &&
    (matching.group !== undefined || !isNothing(matching, "ignoring"));
  return Object.freeze({
    kind: "binary",
    op,
    left,
    right,
    ...(bool && { bool }),
    ...(kept && {
      matching: Object.freeze({
        kind: matching.kind,
        labels: labelList(matching.labels),
        ...(matching.group && { group: matching.group }),
        ...(matching.include?.length && {
          include: labelList(matching.include),
        }),
      }),
    }),
    ...(fill && { fill: Object.freeze({ ...fill }) }),
  });
}

/** The negative of an expression; of a number, the negative number. */
export function negation(expr: Expr): Expr {
  return expr.kind === "number"
    ? number(-expr.value)
    : Object.freeze({ kind: "negation", expr });
}

/** A short name of a node for messages: `sum(…)`, `foo`, `"text"`. */
export function nameOf(expr: Expr): string {
  switch (expr.kind) {
    case "number":
      return "the number";
    case "string":
      return quote(expr.value);
    case "selector":
      return expr.metric ?? "the selector";
    case "range":
      return `${nameOf(expr.selector)}[${expr.duration}]`;
    case "subquery":
      return "the subquery";
    case "call":
      return `${expr.func}(…)`;
    case "aggregate":
      return `${expr.op}(…)`;
    case "binary":
      return `the ${expr.op} expression`;
    case "negation":
      return "the negated expression";
  }
}

function labelList(labels: readonly string[]): readonly string[] {
  return Object.freeze(labels.map(wellFormed));
}

function isNothing(
  group: { kind: string; labels: readonly string[] },
  neutral: string,
): boolean {
  return group.kind === neutral && group.labels.length === 0;
}
