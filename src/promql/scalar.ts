import type { Expr } from "./ast";
import { number } from "./ast";
import { PromqlError } from "./error";
import { render } from "./render";

/** Anything that stands for an expression; all the classes of this room do. */
export interface Query {
  readonly expr: Expr;
}

/** A single number that belongs to no series. */
export class Scalar implements Query {
  declare protected readonly type: "scalar";

  constructor(readonly expr: Expr) {
    Object.freeze(this);
  }

  toString(): string {
    return render(this.expr);
  }
}

/** The expression of a scalar or a number. NaN compares with nothing and is refused. */
export function scalarExpr(value: Scalar | number): Expr {
  if (value instanceof Scalar) return value.expr;
  if (typeof value === "number" && !Number.isNaN(value)) return number(value);
  throw new PromqlError(
    String(value),
    "a number",
    "look where it came from: it was computed from something missing",
  );
}
