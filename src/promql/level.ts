import type { Binary, Expr } from "./ast";
import * as ast from "./ast";
import { isRightAssociative, precedence, signPrecedence } from "./operators";
import type { Span } from "./span";
import { placed } from "./span";

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
 * Puts the items of one level together as Prometheus does. Its grammar for the
 * UI differs where signs, `^` and modifiers meet (`-1 ^ 2`, `a + b offset 5m`),
 * so its nesting is not used.
 */
export function putTogether(items: readonly Item[]): Expr | undefined {
  const done: Operand[] = [];
  const waiting: (Sign | Infix)[] = [];
  const binds = (item: Sign | Infix) =>
    item.kind === "sign" ? signPrecedence : precedence[item.parts.op];
  const reduce = () => {
    const item = waiting.pop();
    const right = done.pop();
    if (!item || !right) return;
    if (item.kind === "sign") {
      done.push(signed(item, right));
      return;
    }
    const left = done.pop();
    if (left) done.push(joined(left, item, right));
  };
  for (const item of items) {
    if (item.kind === "operand") done.push(item);
    else {
      if (item.kind === "infix")
        for (;;) {
          const top = waiting[waiting.length - 1];
          if (!top) break;
          const own = binds(item);
          const first = isRightAssociative(item.parts.op)
            ? binds(top) > own
            : binds(top) >= own;
          if (!first) break;
          reduce();
        }
      waiting.push(item);
    }
  }
  while (waiting.length > 0) reduce();
  return done[0]?.expr;
}

function signed(sign: Sign, { expr, to }: Operand): Operand {
  const span = { from: sign.from, to };
  // A `+` changes nothing; where it may not stand, it is refused like a `-`.
  const kept =
    sign.minus || ["string", "range", "subquery"].includes(expr.kind);
  return {
    kind: "operand",
    ...span,
    expr: kept ? placed(ast.negation(expr), span) : expr,
  };
}

function joined(left: Operand, { parts }: Infix, right: Operand): Operand {
  const span = { from: left.from, to: right.to };
  const expr = ast.binary({ ...parts, left: left.expr, right: right.expr });
  return { kind: "operand", ...span, expr: placed(expr, span) };
}
