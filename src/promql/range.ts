import type { Expr } from "./ast";
import { render } from "./render";
import type { Query } from "./scalar";

/**
 * Series with all their values over some time. Made from a metric or, of any
 * vector, by a subquery; what may follow it is a function over time.
 */
export class Range<L extends string> implements Query {
  declare protected readonly labels: (label: L) => L;

  constructor(readonly expr: Expr) {
    Object.freeze(this);
  }

  toString(): string {
    return render(this.expr);
  }
}
