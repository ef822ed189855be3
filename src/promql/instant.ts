import type { Expr } from "./ast";
import * as ast from "./ast";
import type { Duration } from "./duration";
import { duration } from "./duration";
import type { AggregateOp } from "./functions";
import { checkLabel } from "./match";
import type {
  Arithmetic,
  By,
  Comparison,
  Filter,
  GivenMatching,
  Union,
  Without,
} from "./matching";
import { matchingOf } from "./matching";
import type { BinaryOp } from "./operators";
import { Range } from "./range";
import { render } from "./render";
import type { Query, Scalar } from "./scalar";
import { scalarExpr } from "./scalar";

/**
 * A vector: many series, each with one value now. L are the labels that its
 * series carry, so that a label which is not there does not compile.
 *
 *     requests.rate("5m").sumBy("code").gt(10)
 *     => sum by (code) (rate(requests_total[5m])) > 10
 */
export class Instant<L extends string> implements Query {
  /** Two vectors are of one type only where their labels are the same. */
  declare protected readonly labels: (label: L) => L;

  constructor(readonly expr: Expr) {
    Object.freeze(this);
  }

  /** `a.sum() => sum(a)` */
  sum(): Instant<never> {
    return this.aggregate("sum");
  }
  /** `a.sumBy("pod") => sum by (pod) (a)` */
  get sumBy(): By<L> {
    return this.by("sum");
  }
  /** `a.sumWithout("pod") => sum without (pod) (a)` */
  get sumWithout(): Without<L> {
    return this.without("sum");
  }
  /** `a.avg() => avg(a)` */
  avg(): Instant<never> {
    return this.aggregate("avg");
  }
  /** `a.avgBy("pod") => avg by (pod) (a)` */
  get avgBy(): By<L> {
    return this.by("avg");
  }
  /** `a.avgWithout("pod") => avg without (pod) (a)` */
  get avgWithout(): Without<L> {
    return this.without("avg");
  }
  /** `a.max() => max(a)` */
  max(): Instant<never> {
    return this.aggregate("max");
  }
  /** `a.maxBy("pod") => max by (pod) (a)` */
  get maxBy(): By<L> {
    return this.by("max");
  }
  /** `a.maxWithout("pod") => max without (pod) (a)` */
  get maxWithout(): Without<L> {
    return this.without("max");
  }
  /** `a.min() => min(a)` */
  min(): Instant<never> {
    return this.aggregate("min");
  }
  /** `a.minBy("pod") => min by (pod) (a)` */
  get minBy(): By<L> {
    return this.by("min");
  }
  /** `a.minWithout("pod") => min without (pod) (a)` */
  get minWithout(): Without<L> {
    return this.without("min");
  }
  /** `a.count() => count(a)` */
  count(): Instant<never> {
    return this.aggregate("count");
  }
  /** `a.countBy("pod") => count by (pod) (a)` */
  get countBy(): By<L> {
    return this.by("count");
  }
  /** `a.countWithout("pod") => count without (pod) (a)` */
  get countWithout(): Without<L> {
    return this.without("count");
  }
  /** The value 1 for each group: `a.groupBy("pod") => group by (pod) (a)` */
  get groupBy(): By<L> {
    return this.by("group");
  }
  /** `a.stddevBy("pod") => stddev by (pod) (a)` */
  get stddevBy(): By<L> {
    return this.by("stddev");
  }
  /** `a.quantileBy(0.9, "pod") => quantile by (pod) (0.9, a)` */
  quantileBy<K extends L>(
    quantile: number | Scalar,
    ...labels: readonly K[]
  ): Instant<K> {
    return this.by("quantile", scalarExpr(quantile))(...labels);
  }
  /** The k greatest, of each group where labels are given: `a.topk(3) => topk(3, a)` */
  topk(k: number | Scalar, ...labels: readonly L[]): Instant<L> {
    return this.by("topk", scalarExpr(k))(...labels);
  }
  /** The k least: `a.bottomk(3, "pod") => bottomk by (pod) (3, a)` */
  bottomk(k: number | Scalar, ...labels: readonly L[]): Instant<L> {
    return this.by("bottomk", scalarExpr(k))(...labels);
  }
  /** How many series have each value: `a.countValues("v", "pod") => count_values by (pod) ("v", a)` */
  countValues<N extends string, K extends L = never>(
    label: N,
    ...labels: readonly K[]
  ): Instant<K | N> {
    checkLabel(label);
    return new Instant(
      this.by("count_values", ast.string(label))(...labels).expr,
    );
  }

  /** `a.add(b) => a + b` */
  get add(): Arithmetic<L> {
    return this.operator("+");
  }
  /** `a.sub(b, { on: ["pod"] }) => a - on (pod) b` */
  get sub(): Arithmetic<L> {
    return this.operator("-");
  }
  /** `a.subFrom(1) => 1 - a` */
  subFrom(left: number | Scalar): Instant<L> {
    return binary("-", scalarExpr(left), this.expr);
  }
  /** `a.mul(b, { on: ["pod"], groupLeft: ["node"] }) => a * on (pod) group_left (node) b` */
  get mul(): Arithmetic<L> {
    return this.operator("*");
  }
  /** `a.div(b, { ignoring: ["code"] }) => a / ignoring (code) b` */
  get div(): Arithmetic<L> {
    return this.operator("/");
  }
  /** `a.divInto(1) => 1 / a` */
  divInto(left: number | Scalar): Instant<L> {
    return binary("/", scalarExpr(left), this.expr);
  }
  /** `a.mod(2) => a % 2` */
  get mod(): Arithmetic<L> {
    return this.operator("%");
  }
  /** `a.pow(2) => a ^ 2` */
  get pow(): Arithmetic<L> {
    return this.operator("^");
  }
  /** `a.negate() => -a` */
  negate(): Instant<L> {
    return new Instant(ast.negation(this.expr));
  }

  /** `a.gt(0.05) => a > 0.05` */
  get gt(): Comparison<L> {
    return this.operator(">");
  }
  /** `a.lt(b, { on: ["pod"] }) => a < on (pod) b` */
  get lt(): Comparison<L> {
    return this.operator("<");
  }
  /** `a.ge(1, { bool: true }) => a >= bool 1` */
  get ge(): Comparison<L> {
    return this.operator(">=");
  }
  /** `a.le(1) => a <= 1` */
  get le(): Comparison<L> {
    return this.operator("<=");
  }
  /** `a.eq(0) => a == 0` */
  get eq(): Comparison<L> {
    return this.operator("==");
  }
  /** `a.ne(0) => a != 0` */
  get ne(): Comparison<L> {
    return this.operator("!=");
  }

  /** `a.and(b, { on: ["pod"] }) => a and on (pod) b` */
  get and(): Filter<L> {
    return this.operator("and");
  }
  /** `a.unless(b) => a unless b` */
  get unless(): Filter<L> {
    return this.operator("unless");
  }
  /** `a.or(vector(0)) => a or vector(0)` */
  get or(): Union<L> {
    return this.operator("or");
  }

  /** A subquery: `a.over("30m", "1m") => a[30m:1m]` */
  over(window: Duration, step?: Duration): Range<L> {
    return new Range(
      ast.subquery({
        expr: this.expr,
        duration: duration(window),
        ...(step !== undefined && { step: duration(step) }),
      }),
    );
  }

  toString(): string {
    return render(this.expr);
  }

  private by(op: AggregateOp, param?: Expr) {
    return <K extends string>(...labels: readonly K[]): Instant<K> =>
      this.aggregate(op, { kind: "by", labels }, param);
  }

  private without(op: AggregateOp) {
    return <K extends L>(...labels: readonly K[]): Instant<Exclude<L, K>> =>
      this.aggregate(op, { kind: "without", labels });
  }

  private aggregate<K extends string>(
    op: AggregateOp,
    grouping?: ast.Grouping,
    param?: Expr,
  ): Instant<K> {
    grouping?.labels.forEach(checkLabel);
    const { expr } = this;
    return new Instant(
      ast.aggregate({
        op,
        expr,
        ...(grouping && { grouping }),
        ...(param && { param }),
      }),
    );
  }

  /** What comes out is the same function for all; which labels it has, the getters' types say. */
  private operator<F>(op: BinaryOp): F {
    const joined = (
      other: Instant<string> | Scalar | number,
      options: GivenMatching & { bool?: boolean } = {},
    ): Instant<string> => {
      const { bool, ...matching } = options;
      const right = other instanceof Instant ? other.expr : scalarExpr(other);
      return new Instant(
        ast.binary({
          op,
          left: this.expr,
          right,
          ...(bool && { bool }),
          ...(Object.keys(matching).length > 0 && {
            matching: matchingOf(matching),
          }),
        }),
      );
    };
    return joined as F;
  }
}

function binary<L extends string>(op: BinaryOp, left: Expr, right: Expr) {
  return new Instant<L>(ast.binary({ op, left, right }));
}
