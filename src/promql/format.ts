import type { Binary, Expr, Negation, Subquery } from "./ast";
import { fold } from "./fold";
import { precedence } from "./operators";
import {
  assemble,
  head,
  needsParentheses,
  operator,
  series,
  seriesParts,
  wrap,
} from "./render";

const columns = 80;

/** So far to the right nothing is broken any more. */
const least = 24;

/**
 * An expression as a reviewer reads it: on one line where it fits into 80
 * columns, else broken at operators and parentheses, two spaces a level. An
 * operator's operand that is itself broken at an operator stands in parentheses
 * even where precedence does not ask for them.
 *
 *     sum by (pod) (
 *       rate(…)
 *     )
 *     /
 *     sum by (pod) (
 *       rate(…)
 *     )
 */
export function format(expr: Expr): string {
  const flat = new Map<Expr, string>();
  fold<string>(expr, (node, of) => {
    const text = assemble(node, wrap(node, of));
    flat.set(node, text);
    return text;
  });
  return lines(expr, columns, flat).join("\n");
}

type Flat = ReadonlyMap<Expr, string>;

function lines(node: Expr, width: number, flat: Flat): string[] {
  const text = flat.get(node) ?? "";
  if (text.length <= width || width < least) return [text];
  switch (node.kind) {
    case "number":
    case "string":
      return [text];
    case "selector":
    case "range":
      return matchers(node, text);
    case "call":
    case "aggregate":
      return between(`${head(node)}(`, list(args(node), width, flat), ")");
    case "negation":
      return operand(only(node), width, flat).map((line, index) =>
        index === 0 ? `-${line}` : line,
      );
    case "subquery": {
      const own = operand(only(node), width, flat);
      const time = text.slice(wrapped(only(node), flat).length);
      own.push(`${own.pop() ?? ""}${time}`);
      return own;
    }
    case "binary":
      return chain(node, width, flat);
  }
}

/** `a + b - c`: operators that bind equally stand below each other. */
function chain(node: Binary, width: number, flat: Flat): string[] {
  const [first, ...rest] = links(node);
  const all = first ? operand(first, width, flat) : [];
  for (const link of rest) {
    const op = operator(link.after);
    const short = `${op} ${wrapped(link, flat)}`;
    const last = all[all.length - 1] ?? "";
    if (link.expr.kind === "number" && last === ")")
      all[all.length - 1] = `${last} ${short}`;
    else if (first?.expr.kind === "number" && all.length === 1)
      all.push(...beside(`${all.pop() ?? ""} ${op} `, link, width, flat));
    else if (short.length <= width) all.push(short);
    else all.push(op, ...operand(link, width, flat));
  }
  return all;
}

/** An operand, the node that holds it, and the operator that it stands after. */
interface Link<P extends Expr = Expr> {
  readonly parent: P;
  readonly index: number;
  readonly expr: Expr;
}

function links(node: Binary): readonly (Link & { readonly after: Binary })[] {
  const left: (Link<Binary> & { after: Binary })[] = [];
  const right: (Link<Binary> & { after: Binary })[] = [];
  let first = { parent: node, index: 0, expr: node.left, after: node };
  let last = { parent: node, index: 1, expr: node.right, after: node };
  for (let next = inner(first); next; next = inner(first)) {
    left.push({ parent: next, index: 1, expr: next.right, after: next });
    first = { parent: next, index: 0, expr: next.left, after: next };
  }
  for (let next = inner(last); next; next = inner(last)) {
    right.push({ ...last, parent: next, index: 0, expr: next.left });
    last = { parent: next, index: 1, expr: next.right, after: next };
  }
  return [first, ...left.toReversed(), ...right, last];
}

/** The operand itself where it is an operator of the same chain. */
function inner({ parent, index, expr }: Link<Binary>): Binary | undefined {
  return expr.kind === "binary" &&
    precedence[expr.op] === precedence[parent.op] &&
    !needsParentheses(parent, expr, index)
    ? expr
    : undefined;
}

function operand(link: Link, width: number, flat: Flat): string[] {
  const text = wrapped(link, flat);
  if (text.length <= width || width < least) return [text];
  const { parent, index, expr } = link;
  if (!needsParentheses(parent, expr, index)) {
    const own = lines(expr, width, flat);
    if (expr.kind !== "binary" || isClosed(own)) return own;
  }
  return between("(", lines(expr, width - 2, flat), ")");
}

/** Whether no line but the first begins with anything that could belong to what stands around. */
function isClosed(own: readonly string[]): boolean {
  return own.slice(1).every((line) => /^[ )}]/.test(line));
}

/** An operand whose first line stands behind a number: `0 * sum(`. */
function beside(before: string, link: Link, width: number, flat: Flat) {
  const [start = "", ...rest] = operand(link, width - before.length, flat);
  return [before + start, ...rest];
}

function wrapped({ parent, index, expr }: Link, flat: Flat): string {
  const text = flat.get(expr) ?? "";
  return needsParentheses(parent, expr, index) ? `(${text})` : text;
}

function only(parent: Negation | Subquery): Link {
  return { parent, index: 0, expr: parent.expr };
}

function args(node: Expr & { kind: "call" | "aggregate" }): readonly Expr[] {
  if (node.kind === "call") return node.args;
  return node.param ? [node.param, node.expr] : [node.expr];
}

function list(all: readonly Expr[], width: number, flat: Flat): string[] {
  return all.flatMap((arg, index) => {
    const own = lines(arg, width - 2, flat);
    if (index < all.length - 1) own.push(`${own.pop() ?? ""},`);
    return own;
  });
}

/** A selector with each matcher on a line of its own. */
function matchers(node: Expr & { kind: "selector" | "range" }, text: string) {
  const selector = node.kind === "range" ? node.selector : node;
  const { before, inside } = seriesParts(selector);
  if (inside.length < 2) return [text];
  const after = text.slice(series(selector).length);
  const own = inside.map((one) => `${one},`);
  return between(`${before}{`, own, `}${after}`);
}

function between(open: string, inside: string[], close: string): string[] {
  return [open, ...inside.map((line) => `  ${line}`), close];
}
