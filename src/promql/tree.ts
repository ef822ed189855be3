import type { Binary, Expr, Grouping, Matching } from "./ast";
import * as ast from "./ast";
import { aggregations, isAggregation } from "./functions";
import type { Item } from "./level";
import { putTogether } from "./level";
import { shifted } from "./modifier";
import { isBareGrouping } from "./names";
import type { BinaryOp } from "./operators";
import { isVariable } from "./duration";
import { secondsOf } from "./read-duration";
import { readSelector, readString } from "./selector";
import { placed } from "./span";
import type { Report } from "./syntax-problem";
import type { Syntax } from "./syntax";

const modifiers: ReadonlySet<string> = new Set([
  "OffsetExpr",
  "StepInvariantExpr",
  "MatrixSelector",
  "SubqueryExpr",
  "AnchoredExpr",
  "SmoothedExpr",
]);

/** The tree of an expression of the grammar. */
export function readExpr(root: Syntax, report: Report): Expr {
  const items: Item[] = [];
  let bare = true;
  const todo: (() => void)[] = [() => walk(root)];
  const operand = (expr: Expr, node: Syntax, isBare = true) => {
    bare = isBare;
    items.push({ kind: "operand", expr, from: node.from, to: node.to });
  };
  const sign = (text: string, node: Syntax) =>
    items.push({
      kind: "sign",
      minus: text === "-",
      from: node.from,
      to: node.to,
    });
  const inOrder = (...steps: readonly (() => void)[]) =>
    todo.push(...steps.toReversed());

  function walk(node: Syntax): void {
    const { children, name } = node;
    const [first, second] = children;
    if (name === "BinaryExpr" && first) {
      const last = children[children.length - 1] ?? first;
      const parts = readOperator(children.slice(1, -1), report);
      inOrder(
        () => walk(first),
        () =>
          items.push({ kind: "infix", parts, from: first.to, to: last.from }),
        () => walk(last),
      );
    } else if (name === "UnaryExpr" && first && second) {
      sign(first.text, first);
      inOrder(() => walk(second));
    } else if (modifiers.has(name) && first) {
      inOrder(
        () => walk(first),
        () => modify(node),
      );
    } else if (name === "ParenExpr" && first) {
      if (node.added) inOrder(() => walk(first));
      else operand(readExpr(first, report), node, false);
    } else if (name === "NumberDurationLiteral") {
      const mark = node.text[0] ?? "";
      if (mark === "-" || mark === "+") sign(mark, node);
      operand(readLiteral(node, report), node);
    } else operand(readOperand(node, report), node);
  }

  function modify(node: Syntax): void {
    const last = items[items.length - 1];
    if (last?.kind !== "operand") return;
    items.pop();
    const span = { from: last.from, to: node.to };
    const expr = shifted(last.expr, bare, node, report);
    bare = true;
    items.push({ kind: "operand", expr: placed(expr, span), ...span });
  }

  for (let step = todo.pop(); step; step = todo.pop()) step();
  return putTogether(items) ?? ast.number(NaN);
}

function readLiteral(node: Syntax, report: Report): Expr {
  const digits = node.text.replace(/^[+-](?:\s|#.*)*/, "");
  if (isVariable(digits))
    report(
      node,
      `got ${digits}, but a variable may stand for a duration only`,
      "write the number",
    );
  return placed(ast.number(secondsOf(digits) ?? NaN), node);
}

function readOperand(node: Syntax, report: Report): Expr {
  switch (node.name) {
    case "StringLiteral":
      return placed(ast.string(readString(node)), node);
    case "VectorSelector":
      return readSelector(node, report);
    case "FunctionCall": {
      const [name, body] = node.children;
      const args = (body?.children ?? []).map((one) => readExpr(one, report));
      return placed(ast.call(name?.text ?? "", args), node);
    }
    default:
      return readAggregate(node, report);
  }
}

function readAggregate(node: Syntax, report: Report): Expr {
  const find = (name: string) =>
    node.children.find((child) => child.name === name);
  const op = find("AggregateOp")?.text.toLowerCase() ?? "";
  const modifier = find("AggregateModifier");
  const args = (find("FunctionCallBody")?.children ?? []).map((one) =>
    readExpr(one, report),
  );
  if (!isAggregation(op)) return ast.number(NaN);
  const takes = aggregations[op] === undefined ? 1 : 2;
  if (args.length !== takes)
    report(
      node,
      `got ${count(args.length)} for ${op}, expected ${takes}`,
      takes === 1
        ? `write ${op}(vector)`
        : `write ${op}(${aggregations[op] === "string" ? '"label"' : "number"}, vector)`,
    );
  const [word, list] = modifier?.children ?? [];
  const grouping: Grouping | undefined = word && {
    kind: word.name === "By" ? "by" : "without",
    labels: readLabels(list, report),
  };
  const [first, second] = args;
  return placed(
    ast.aggregate({
      op,
      expr: (takes === 2 ? second : first) ?? ast.number(NaN),
      ...(takes === 2 && first && { param: first }),
      ...(grouping && { grouping }),
    }),
    node,
  );
}

/** An operator and the modifiers after it. */
function readOperator(
  nodes: readonly Syntax[],
  report: Report,
): Omit<Binary, "kind" | "left" | "right"> {
  const find = (name: string) => nodes.find((node) => node.name === name);
  const matching = find("MatchingModifierClause");
  const fill = find("FillModifier");
  return {
    op: (nodes[0]?.text.toLowerCase() ?? "") as BinaryOp,
    ...(find("BoolModifier") && { bool: true }),
    ...(matching && { matching: readMatching(matching, report) }),
    ...(fill && { fill: readFill(fill) }),
  };
}

function readMatching(node: Syntax, report: Report): Matching {
  const [kind, labels, group, include] = node.children;
  return {
    kind: kind?.name === "On" ? "on" : "ignoring",
    labels: readLabels(labels, report),
    ...(group && {
      group: group.name === "GroupLeft" ? "left" : "right",
      include: readLabels(include, report),
    }),
  };
}

function readFill(node: Syntax): { left?: number; right?: number } {
  const fill: { left?: number; right?: number } = {};
  for (const clause of node.children) {
    const text = clause.children[1]?.text ?? "";
    const value = secondsOf(text.replace(/^[+-](?:\s|#.*)*/, "")) ?? NaN;
    const signed = text.startsWith("-") ? -value : value;
    if (clause.name !== "FillRightClause") fill.left = signed;
    if (clause.name !== "FillLeftClause") fill.right = signed;
  }
  return fill;
}

function readLabels(list: Syntax | undefined, report: Report) {
  return (list?.children ?? []).map((one) => {
    const bare = one.name === "LabelName";
    const label = bare ? one.text : readString(one);
    if (bare ? !one.text.includes(":") && !isBareGrouping(label) : label === "")
      report(
        one,
        `got ${one.text}, which is no label's name here`,
        bare ? `write "${label}" in quotes` : "name a label",
      );
    return label;
  });
}

function count(args: number): string {
  return args === 1 ? "1 argument" : `${args} arguments`;
}
