import type { Expr, Selector, Shift, Subquery } from "./ast";
import * as ast from "./ast";
import type { Cursor } from "./cursor";
import { isVariable } from "./duration";
import { isNumber, readOffset, readRange, secondsOf } from "./read-duration";

/** Whether `[`, `offset`, `@` or their like is next. */
export function isModifier({ token, word }: Cursor): boolean {
  return token.kind === "word"
    ? word === "offset" || word === "anchored" || word === "smoothed"
    : token.text === "[" || token.text === "@";
}

/** What is modified, and how to say that it cannot be; then it stays as it is. */
interface Modified {
  readonly expr: Expr;
  /** Without parentheses around it. */
  readonly bare: boolean;
  readonly cursor: Cursor;
  readonly refuse: (message: string, fix: string) => Expr;
}

/** An expression with what follows it: `[5m]`, `[1h:]`, `offset 5m`, `@ 0`. */
export function readModifier(cursor: Cursor, expr: Expr, bare: boolean): Expr {
  const { word } = cursor;
  const { from, text } = cursor.take();
  const modified: Modified = {
    expr,
    bare,
    cursor,
    refuse(message, fix) {
      cursor.report({ from, to: cursor.end }, message, fix);
      return expr;
    },
  };
  if (text === "[") return ranged(modified);
  if (text === "@") {
    const at = readTime(modified);
    return at === undefined ? expr : shift(modified, "at", { at });
  }
  if (word === "offset")
    return shift(modified, "offset", { offset: readOffset(cursor) });
  return edged(modified, word === "anchored" ? word : "smoothed");
}

function ranged({ expr, bare, cursor, refuse }: Modified): Expr {
  const duration = readRange(cursor);
  if (cursor.takes(":")) {
    const isEmpty = cursor.token.text === "]";
    const step = isEmpty ? undefined : readRange(cursor);
    cursor.needs("]", "an operator or ]");
    return ast.subquery({
      expr,
      duration,
      ...(step !== undefined && { step }),
    });
  }
  cursor.needs("]", "an operator, : or ]");
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
  return ast.range(expr, duration);
}

function readTime({ cursor, refuse }: Modified): Shift["at"] {
  const { word } = cursor;
  const { from } = cursor.token;
  if (word === "start" || word === "end") {
    cursor.take();
    cursor.needs("(");
    cursor.needs(")");
    return word;
  }
  const minus = cursor.token.text === "-";
  if (minus || cursor.token.text === "+") cursor.take();
  if (!isNumber(cursor)) {
    cursor.refuse("a time");
    return undefined;
  }
  const { text } = cursor.take();
  const seconds = isVariable(text) ? undefined : secondsOf(text);
  if (seconds !== undefined && seconds < 2 ** 63)
    return minus ? -seconds : seconds;
  refuse(
    `got @ ${cursor.since(from)}, expected a time in seconds since 1970`,
    "write a number, start() or end()",
  );
  return undefined;
}

function shift(modified: Modified, key: keyof Shift, time: Shift): Expr {
  const { expr, bare, refuse } = modified;
  const word = key === "at" ? "@" : "offset";
  const target = bare ? shiftable(expr) : undefined;
  if (!target)
    return refuse(
      `got ${word} after ${bare ? ast.nameOf(expr) : "an expression in parentheses"}, expected it after a metric, its range or a subquery`,
      `write ${word} directly after the metric`,
    );
  if (target[key] !== undefined)
    return refuse(`got ${word} twice`, "leave one of them out");
  return withTarget(modified, { ...target, ...time });
}

function edged(modified: Modified, word: "anchored" | "smoothed"): Expr {
  const { expr, bare, refuse } = modified;
  const target = bare ? shiftable(expr) : undefined;
  if (target?.kind !== "selector" || (target.edges ?? word) !== word)
    return refuse(
      `got ${word} where it may not stand`,
      `write ${word} once, directly after a metric or its range`,
    );
  return withTarget(modified, { ...target, edges: word });
}

/** The part of an expression that carries its time. */
function shiftable(expr: Expr): Selector | Subquery | undefined {
  if (expr.kind === "range") return expr.selector;
  return expr.kind === "selector" || expr.kind === "subquery"
    ? expr
    : undefined;
}

function withTarget(
  { expr, cursor }: Modified,
  target: Selector | Subquery,
): Expr {
  if (target.kind === "subquery") return ast.subquery(target);
  const span = cursor.spanOf(expr.kind === "range" ? expr.selector : expr);
  const selector = ast.selector(target);
  if (span) cursor.placed(selector, span);
  return expr.kind === "range" ? ast.range(selector, expr.duration) : selector;
}
