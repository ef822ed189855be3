import type { Aggregate, Binary, Call, Expr, Selector } from "../../promql/ast";
import type { BinaryOp } from "../../promql/operators";

/** Whether results carry a label: all of them, some may, none can. */
export type Presence = "sure" | "maybe" | "gone";

/**
 * One origin of a query's results, and what happens to them on their way out:
 * `a or b` has two, `a / b` one, which meets another.
 */
export interface Source {
  readonly kind: "number" | "string" | "selector" | "call" | "aggregate";
  readonly type: "scalar" | "vector" | "string";
  /** Where it stands. */
  readonly node: Expr;
  readonly labels: ReadonlyMap<string, Presence>;
  /** No labels but the named ones. */
  readonly closed: boolean;
  readonly selector?: Selector;
  /** Functions and aggregations, the innermost first. */
  readonly operations: readonly (Call | Aggregate)[];
  /** Other series that are matched with these. */
  readonly joins: readonly Join[];
  /** Whose results take these away. */
  readonly unless: readonly Source[];
  /** Numbers that are worked with, arguments included. */
  readonly beside: readonly Beside[];
  readonly condition?: Condition;
  /** There is a result whatever Prometheus knows. */
  readonly always: boolean;
  /** The result, where it is the same every time. */
  readonly value?: number;
  /** A comparison that answers 0 or 1 and keeps everything. */
  readonly bool: boolean;
  /** Why nothing can come of it. */
  readonly dead?: string;
}

export interface Join {
  readonly source: Source;
  readonly op: BinaryOp;
  /** Labels that are taken from there. */
  readonly added: readonly string[];
  /** How many aggregations stand around it. */
  readonly depth: number;
  /** Nothing can ever match. */
  readonly dead: boolean;
}

export interface Beside {
  readonly source: Source;
  /** Absent for an argument of a function. */
  readonly op?: BinaryOp;
  readonly side: "left" | "right";
  readonly depth: number;
}

/** A comparison that leaves results out. */
export interface Condition {
  readonly op: Binary["op"];
  /** What they are compared with, where it is known. */
  readonly value?: number;
}

export function canHave({ labels, closed }: Source, label: string): boolean {
  const known = labels.get(label);
  return known === undefined ? !closed : known !== "gone";
}

/** A chain of thousands of operators has as many partners; so many are followed. */
const MOST = 256;

/** As many partners as are followed; one with a condition stays before one without. */
export function followed(joins: readonly Join[]): readonly Join[] {
  if (joins.length <= MOST) return joins;
  const decisive = ({ dead, source }: Join): boolean =>
    !dead && source.condition !== undefined;
  return [
    ...joins.filter(decisive).slice(0, MOST / 2),
    ...joins.filter((one) => !decisive(one)).slice(0, MOST / 2),
  ];
}

/** A list with more behind it, as long as it is followed. */
export function longer<T>(
  list: readonly T[],
  more: readonly T[],
): readonly T[] {
  return list.length >= MOST ? list : [...list, ...more];
}

/** The last function or aggregation. */
export function outermost({
  operations,
}: Source): Call | Aggregate | undefined {
  return operations[operations.length - 1];
}

export function lastCall({ operations }: Source): Call | undefined {
  return operations.findLast((one) => one.kind === "call");
}

export function lastAggregate({ operations }: Source): Aggregate | undefined {
  return operations.findLast((one) => one.kind === "aggregate");
}

/** A source and all that it meets, each once. */
export function withAll(sources: readonly Source[]): ReadonlySet<Source> {
  const seen = new Set<Source>();
  const open = [...sources].reverse();
  for (let next = open.pop(); next; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const { source } of next.joins) open.push(source);
    for (const source of next.unless) open.push(source);
    for (const { source } of next.beside) open.push(source);
  }
  return seen;
}

const NO_LABELS: Source["labels"] = new Map();
const NOTHING: readonly never[] = [];

/** What always gives a result without labels. */
export function bare(node: Expr, kind: Source["kind"]): Source {
  return {
    kind,
    type: "vector",
    node,
    labels: NO_LABELS,
    closed: true,
    operations: NOTHING,
    joins: NOTHING,
    unless: NOTHING,
    beside: NOTHING,
    always: true,
    bool: false,
  };
}

/** Its result is not known any more. */
export function withoutValue(source: Source): Source {
  const { value, ...rest } = source;
  return value === undefined ? source : rest;
}
