/** Operators of two operands, with how tightly they bind: https://prometheus.io/docs/prometheus/latest/querying/operators/#binary-operator-precedence */
export const precedence = {
  or: 1,
  and: 2,
  unless: 2,
  "==": 3,
  "!=": 3,
  "<=": 3,
  "<": 3,
  ">=": 3,
  ">": 3,
  "</": 3,
  ">/": 3,
  "+": 4,
  "-": 4,
  "*": 5,
  "/": 5,
  "%": 5,
  atan2: 5,
  "^": 6,
} as const;

export type BinaryOp = keyof typeof precedence;

/** A sign before an operand binds like a multiplication: `-x ^ 2` is `-(x ^ 2)`. */
export const signPrecedence = precedence["*"];

const comparisons: ReadonlySet<string> = new Set([
  "==",
  "!=",
  "<=",
  "<",
  ">=",
  ">",
]);
const sets: ReadonlySet<string> = new Set(["and", "or", "unless"]);

export function isComparison(op: BinaryOp): boolean {
  return comparisons.has(op);
}

/** `and`, `or`, `unless`: they match whole series and compute nothing. */
export function isSetOperator(op: BinaryOp): boolean {
  return sets.has(op);
}

/** `^` alone takes its right operand first. */
export function isRightAssociative(op: BinaryOp): boolean {
  return op === "^";
}

export function isBinaryOp(text: string): text is BinaryOp {
  return Object.hasOwn(precedence, text);
}
