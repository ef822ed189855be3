import type { Expr, Range, Selector, Shift, Subquery } from "../promql/ast";
import * as ast from "../promql/ast";
import { fold } from "../promql/fold";
import type { Clock } from "./clock";
import { secondsOf, shorten } from "./clock";

/**
 * An expression whose windows, offsets and steps are those of the drill's time.
 * Rates stay what they are, since traffic keeps its requests a second; an
 * increase is scaled back up to what the long window would have seen.
 *
 *     rate(a_total[5m] offset 1h)  => rate(a_total[5s] offset 1m)
 *     max_over_time(a[30m:5m])     => max_over_time(a[30s:5s])
 *     increase(a_total[1h]) > 3    => increase(a_total[1m]) * 60 > 3
 */
export function compressExpr(root: Expr, clock: Clock): Expr {
  return fold<Expr>(root, (node, of) => {
    const [first] = of;
    switch (node.kind) {
      case "number":
      case "string":
        return node;
      case "selector":
        return ast.selector({ ...node, ...shift(node, clock) });
      case "range":
        return ast.range(
          first as Selector,
          shorten(node.duration, "window", clock),
        );
      case "subquery":
        return ast.subquery({
          ...node,
          ...shift(node, clock),
          expr: first ?? node.expr,
          duration: shorten(node.duration, "window", clock),
          ...(node.step !== undefined && {
            step: shorten(node.step, "step", clock),
          }),
        });
      case "negation":
        return ast.negation(first ?? node.expr);
      case "binary":
        return ast.binary({
          ...node,
          left: of[0] ?? node.left,
          right: of[1] ?? node.right,
        });
      case "aggregate":
        return ast.aggregate({
          ...node,
          ...(node.param !== undefined && { param: of[0] ?? node.param }),
          expr: of[of.length - 1] ?? node.expr,
        });
      case "call":
        return scaled(node.func, node.args, ast.call(node.func, of), of);
    }
  });
}

/** A window and how far back it is asked, in seconds. */
export interface Reach {
  readonly metric?: string;
  readonly window: number;
  readonly offset: number;
}

/** How far back an expression looks: every window with the offsets around it. */
export function reaches(root: Expr): readonly Reach[] {
  return fold<readonly Reach[]>(root, (node, of) => {
    const inner = of.flat();
    const offset = "offset" in node ? secondsOf(node.offset) : 0;
    if (node.kind === "selector")
      return [
        {
          ...(node.metric !== undefined && { metric: node.metric }),
          window: 0,
          offset,
        },
      ];
    if (node.kind !== "range" && node.kind !== "subquery") return inner;
    return inner.map((reach) => ({
      ...reach,
      window: reach.window + secondsOf(node.duration),
      offset: reach.offset + offset,
    }));
  });
}

function shift(node: Shift, clock: Clock): Shift {
  return node.offset === undefined
    ? {}
    : { offset: shorten(node.offset, "offset", clock) };
}

function scaled(
  func: string,
  before: readonly Expr[],
  result: Expr,
  after: readonly Expr[],
): Expr {
  const long = windowOf(before[0]);
  const short = windowOf(after[0]);
  if (func !== "increase" || long === 0 || short === 0 || long === short)
    return result;
  return ast.binary({
    op: "*",
    left: result,
    right: ast.number(long / short),
  });
}

function windowOf(expr: Expr | undefined): number {
  return expr?.kind === "range" || expr?.kind === "subquery"
    ? secondsOf((expr satisfies Range | Subquery).duration)
    : 0;
}
