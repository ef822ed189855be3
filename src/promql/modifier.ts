import type { Expr, Selector, Shift, Subquery } from "./ast";
import * as ast from "./ast";
import { isVariable } from "./duration";
import { readOffset, readRange, secondsOf } from "./read-duration";
import type { Report } from "./syntax-problem";
import type { Syntax } from "./syntax";
import { placed, spanOf } from "./span";

/** An expression with what follows it: `[5m]`, `[1h:]`, `offset 5m`, `@ 0`. */
export function shifted(
  expr: Expr,
  bare: boolean,
  node: Syntax,
  report: Report,
): Expr {
  const [first, second, third] = node.children;
  const refuse = (message: string, fix: string) => {
    const before = first ? first.to - node.from : 0;
    const space = node.text.slice(before).search(/\S/);
    report({ from: node.from + before + space, to: node.to }, message, fix);
    return expr;
  };
  switch (node.name) {
    case "MatrixSelector":
      if (expr.kind !== "selector" || !bare)
        return refuse(
          `got a range of ${bare ? ast.nameOf(expr) : "an expression in parentheses"}, expected one of a metric's name or its braces`,
          "take the range of the metric itself, or make a subquery: (…)[5m:]",
        );
      if (expr.offset !== undefined || expr.at !== undefined)
        return refuse(
          "got a range after offset or @",
          "write the range first: metric[5m] offset 1h",
        );
      return second ? ast.range(expr, readRange(second, report)) : expr;
    case "SubqueryExpr":
      if (!second) return expr;
      return ast.subquery({
        expr,
        duration: readRange(second, report),
        ...(third && { step: readRange(third, report) }),
      });
    case "OffsetExpr": {
      const given = third && readOffset(third, report);
      if (given === undefined) return expr;
      return shift(expr, bare, "offset", { offset: given }, refuse);
    }
    case "StepInvariantExpr": {
      const at = third && readAt(third, refuse);
      if (at === undefined) return expr;
      return shift(expr, bare, "at", { at }, refuse);
    }
    default:
      return edged(
        expr,
        bare,
        node.name === "AnchoredExpr" ? "anchored" : "smoothed",
        refuse,
      );
  }
}

type Refuse = (message: string, fix: string) => Expr;

function readAt(node: Syntax, refuse: Refuse): Shift["at"] {
  if (node.name === "AtModifierPreprocessors")
    return node.text.toLowerCase().startsWith("start") ? "start" : "end";
  const digits = node.text.replace(/^[+-](?:\s|#.*)*/, "");
  const seconds = isVariable(digits) ? undefined : secondsOf(digits);
  if (seconds === undefined || !(seconds < 2 ** 63)) {
    refuse(
      `got @ ${node.text}, expected a time in seconds since 1970`,
      "write a number, start() or end()",
    );
    return undefined;
  }
  return node.text.startsWith("-") ? -seconds : seconds;
}

function shift(
  expr: Expr,
  bare: boolean,
  key: keyof Shift,
  time: Shift,
  refuse: Refuse,
): Expr {
  const word = key === "at" ? "@" : "offset";
  const target = bare ? shiftable(expr) : undefined;
  if (!target)
    return refuse(
      `got ${word} after ${bare ? ast.nameOf(expr) : "an expression in parentheses"}, expected it after a metric, its range or a subquery`,
      `write ${word} directly after the metric`,
    );
  if (target[key] !== undefined)
    return refuse(`got ${word} twice`, "leave one of them out");
  return withTarget(expr, { ...target, ...time });
}

function edged(
  expr: Expr,
  bare: boolean,
  word: "anchored" | "smoothed",
  refuse: Refuse,
): Expr {
  const target = bare ? shiftable(expr) : undefined;
  if (target?.kind !== "selector" || (target.edges ?? word) !== word)
    return refuse(
      `got ${word} where it may not stand`,
      `write ${word} once, directly after a metric or its range`,
    );
  return withTarget(expr, { ...target, edges: word });
}

/** The part of an expression that carries its time. */
function shiftable(expr: Expr): Selector | Subquery | undefined {
  if (expr.kind === "range") return expr.selector;
  return expr.kind === "selector" || expr.kind === "subquery"
    ? expr
    : undefined;
}

function withTarget(expr: Expr, target: Selector | Subquery): Expr {
  if (target.kind === "subquery") return ast.subquery(target);
  const span = spanOf(expr.kind === "range" ? expr.selector : expr);
  const selector = ast.selector(target);
  if (span) placed(selector, span);
  return expr.kind === "range" ? ast.range(selector, expr.duration) : selector;
}
