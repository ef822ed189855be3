import type { Binary, Expr, Matcher, Matching, Selector, Shift } from "./ast";
import { milliseconds } from "./duration";
import { fold } from "./fold";
import { isBareGrouping, isBareLabel, isBareMetric } from "./names";
import { renderNumber } from "./number";
import { isRightAssociative, precedence, signPrecedence } from "./operators";
import { quote } from "./quote";

/**
 * An expression as one line of PromQL, in the spelling of Prometheus's own
 * printer, with no parentheses but those that it needs.
 */
export function render(expr: Expr): string {
  return fold<string>(expr, (node, of) => assemble(node, wrap(node, of)));
}

/** A node's text from the texts of its operands, which have their parentheses already. */
export function assemble(node: Expr, of: readonly string[]): string {
  switch (node.kind) {
    case "number":
      return renderNumber(node.value);
    case "string":
      return quote(node.value);
    case "selector":
      return series(node) + edges(node) + shift(node);
    case "range":
      return `${series(node.selector)}[${node.duration}]${edges(node.selector)}${shift(node.selector)}`;
    case "subquery":
      return `${of[0]}[${node.duration}:${node.step ?? ""}]${shift(node)}`;
    case "negation":
      return `-${of[0]}`;
    case "binary":
      return `${of[0]} ${operator(node)} ${of[1]}`;
    case "call":
    case "aggregate":
      return `${head(node)}(${of.join(", ")})`;
  }
}

/** What stands before the parenthesis of a call or an aggregation. */
export function head(node: Expr & { kind: "call" | "aggregate" }): string {
  if (node.kind === "call") return node.func;
  const { op, grouping } = node;
  return grouping ? `${op} ${grouping.kind} ${labels(grouping.labels)} ` : op;
}

/** A binary operator with its modifiers: `/ on (a) group_left ()`. */
export function operator({ op, bool, matching, fill }: Binary): string {
  const words: string[] = [op];
  if (bool) words.push("bool");
  if (matching) words.push(...matchingWords(matching));
  if (fill?.left !== undefined && Object.is(fill.left, fill.right))
    words.push(`fill (${renderNumber(fill.left)})`);
  else {
    if (fill?.left !== undefined)
      words.push(`fill_left (${renderNumber(fill.left)})`);
    if (fill?.right !== undefined)
      words.push(`fill_right (${renderNumber(fill.right)})`);
  }
  return words.join(" ");
}

function matchingWords({ kind, labels: on, group, include }: Matching) {
  const words = [`${kind} ${labels(on)}`];
  // The empty parentheses keep those of the right operand from being taken for labels.
  if (group) words.push(`group_${group} ${labels(include ?? [])}`);
  return words;
}

/** Which operands of a node have to stand in parentheses. */
export function needsParentheses(parent: Expr, child: Expr, index: number) {
  switch (parent.kind) {
    case "subquery":
      return (
        child.kind === "binary" ||
        child.kind === "negation" ||
        child.kind === "number"
      );
    case "negation":
      if (hasOpenOffset(child)) return true;
      return child.kind === "number"
        ? isSigned(child)
        : child.kind === "binary" && precedence[child.op] <= signPrecedence;
    case "binary": {
      if (hasOpenOffset(child)) return true;
      const own = precedence[parent.op];
      const first = isRightAssociative(parent.op) ? 1 : 0;
      if (child.kind === "binary") {
        const inner = precedence[child.op];
        return index === first ? inner < own : inner <= own;
      }
      return index === 0 && isSigned(child) && own > signPrecedence;
    }
    case "number":
    case "string":
    case "selector":
    case "range":
    case "call":
    case "aggregate":
      return false;
  }
}

/** After an offset that is computed, Prometheus takes an operator as part of it. */
function hasOpenOffset(expr: Expr): boolean {
  return (
    expr.kind === "selector" &&
    expr.offset !== undefined &&
    milliseconds(expr.offset) === undefined
  );
}

function isSigned(expr: Expr): boolean {
  return expr.kind === "number"
    ? renderNumber(expr.value).startsWith("-")
    : expr.kind === "negation";
}

export function wrap(node: Expr, of: readonly string[]): readonly string[] {
  if (node.kind === "binary")
    return [
      needsParentheses(node, node.left, 0) ? `(${of[0]})` : of[0]!,
      needsParentheses(node, node.right, 1) ? `(${of[1]})` : of[1]!,
    ];
  if (node.kind === "subquery" || node.kind === "negation")
    return needsParentheses(node, node.expr, 0) ? [`(${of[0]})`] : of;
  return of;
}

/** A selector without its time: `foo{a="b"}`. */
export function series(node: Selector): string {
  const { before, inside } = seriesParts(node);
  return inside.length > 0 || before === ""
    ? `${before}{${inside.join(",")}}`
    : before;
}

/** What stands before the braces of a selector, and what in them. */
export function seriesParts({ metric, matchers }: Selector) {
  const inside = matchers.map(renderMatcher);
  if (metric === undefined || isBareMetric(metric))
    return { before: metric ?? "", inside };
  return { before: "", inside: [quote(metric), ...inside] };
}

function renderMatcher({ label, op, value }: Matcher): string {
  return `${isBareLabel(label) ? label : quote(label)}${op}${quote(value)}`;
}

function edges({ edges: word }: Selector): string {
  return word ? ` ${word}` : "";
}

export function shift({ offset, at }: Shift): string {
  const when =
    at === undefined
      ? ""
      : ` @ ${typeof at === "number" ? renderNumber(at) : `${at}()`}`;
  return offset === undefined ? when : `${when} offset ${offset}`;
}

function labels(names: readonly string[]): string {
  return `(${names.map((name) => (isBareGrouping(name) ? name : quote(name))).join(", ")})`;
}
