import type { Binary, Expr } from "./ast";
import * as ast from "./ast";
import type { Cursor } from "./cursor";
import { isRightAssociative, precedence, signPrecedence } from "./operators";
import type { Span } from "./span";

/** What stands on one level, between two parentheses: operands, signs and operators in their order. */
export type Item = Sign | Operand | Infix;

export interface Sign extends Span {
  readonly kind: "sign";
  readonly minus: boolean;
}

export interface Operand extends Span {
  readonly kind: "operand";
  readonly expr: Expr;
}

export interface Infix extends Span {
  readonly kind: "infix";
  readonly parts: Omit<Binary, "kind" | "left" | "right">;
}

/**
 * Puts the items of one level together as Prometheus does: a sign binds like a
 * multiplication, `^` takes its right operand first.
 */
export function putTogether(
  cursor: Cursor,
  items: readonly Item[],
): Expr | undefined {
  if (items.length === 1 && items[0]?.kind === "operand") return items[0].expr;
  const done: Operand[] = [];
  const waiting: (Sign | Infix)[] = [];
  for (const item of items) {
    if (item.kind === "operand") done.push(item);
    else {
      if (item.kind === "infix")
        while (isBefore(waiting[waiting.length - 1], item))
          reduce(cursor, waiting, done);
      waiting.push(item);
    }
  }
  while (waiting.length > 0) reduce(cursor, waiting, done);
  return done[0]?.expr;
}

/** Whether what waits takes the operand between it and an operator. */
function isBefore(waiting: Sign | Infix | undefined, item: Infix): boolean {
  if (!waiting) return false;
  const own = binding(item);
  return isRightAssociative(item.parts.op)
    ? binding(waiting) > own
    : binding(waiting) >= own;
}

function binding(item: Sign | Infix): number {
  return item.kind === "sign" ? signPrecedence : precedence[item.parts.op];
}

function reduce(
  cursor: Cursor,
  waiting: (Sign | Infix)[],
  done: Operand[],
): void {
  const item = waiting.pop();
  const right = done.pop();
  if (!item || !right) return;
  const left = item.kind === "infix" ? done.pop() : undefined;
  if (item.kind === "sign") done.push(signed(cursor, item, right));
  else if (left) done.push(joined(cursor, left, item, right));
}

function signed(cursor: Cursor, sign: Sign, { expr, to }: Operand): Operand {
  const { from } = sign;
  // A `+` changes nothing; where it may not stand, it is refused like a `-`.
  const kept =
    sign.minus || ["string", "range", "subquery"].includes(expr.kind);
  const made = kept ? cursor.placed(ast.negation(expr), { from, to }) : expr;
  return { kind: "operand", expr: made, from, to };
}

function joined(
  cursor: Cursor,
  left: Operand,
  { parts }: Infix,
  right: Operand,
): Operand {
  const { from } = left;
  const { to } = right;
  const { op, bool, matching, fill } = parts;
  const expr = ast.binary({
    op,
    bool,
    matching,
    fill,
    left: left.expr,
    right: right.expr,
  });
  return { kind: "operand", expr: cursor.placed(expr, { from, to }), from, to };
}
