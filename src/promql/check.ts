import type { Binary, Call, Expr, Selector } from "./ast";
import { nameOf } from "./ast";
import type { ValueType } from "./functions";
import { aggregations, functions } from "./functions";
import { fold, nodes } from "./fold";
import { isComparison, isSetOperator } from "./operators";
import { matchesWhole } from "./regex";
import type { Span, SpanOf } from "./span";
import type { SyntaxProblem } from "./syntax-problem";

const names: Readonly<Record<ValueType, string>> = {
  scalar: "a number",
  vector: "an instant vector",
  range: "a range vector",
  string: "a string",
};

/** What an expression is when Prometheus works it out. */
export function typeOf(expr: Expr): ValueType {
  return fold<ValueType>(expr, typeStep);
}

function typeStep(node: Expr, of: readonly ValueType[]): ValueType {
  switch (node.kind) {
    case "number":
      return "scalar";
    case "string":
      return "string";
    case "selector":
    case "aggregate":
      return "vector";
    case "range":
    case "subquery":
      return "range";
    case "call":
      return functions.get(node.func)?.returns ?? "vector";
    case "negation":
      return of[0] ?? "vector";
    case "binary":
      return of[0] === "scalar" && of[1] === "scalar" ? "scalar" : "vector";
  }
}

/** What Prometheus refuses in a tree that its grammar lets through. */
export function check(expr: Expr, spanOf: SpanOf): readonly SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  const found = (node: object, message: string, fix: string) =>
    problems.push({ span: spanOf(node) ?? whole, message, fix });
  // The second argument of info() says what to add, and may match anything.
  const additions = new Set(
    nodes(expr).flatMap((node) =>
      node.kind === "call" && node.func === "info" ? node.args.slice(1) : [],
    ),
  );
  fold<ValueType>(expr, (node, of) => {
    switch (node.kind) {
      case "selector":
        if (!additions.has(node)) checkSelector(node, found);
        break;
      case "subquery":
        expectType(node.expr, of[0], "vector", "a subquery", found);
        break;
      case "negation":
        if (of[0] !== "scalar" && of[0] !== "vector")
          found(
            node,
            `got a sign before ${nameOf(node.expr)}, expected it before a number or an instant vector`,
            "leave the sign out",
          );
        break;
      case "aggregate": {
        const takes = aggregations[node.op];
        if (takes !== undefined && node.param)
          expectType(node.param, of[0], takes, node.op, found);
        expectType(node.expr, of[of.length - 1], "vector", node.op, found);
        if (node.param?.kind === "string" && node.param.value === "")
          found(
            node.param,
            "got an empty name for the label of count_values",
            "name the label",
          );
        break;
      }
      case "call":
        checkCall(node, of, found);
        break;
      case "binary":
        checkBinary(node, of, found);
        break;
      case "number":
      case "string":
      case "range":
        break;
    }
    return typeStep(node, of);
  });
  return problems;
}

const whole: Span = { from: 0, to: 0 };

type Found = (node: object, message: string, fix: string) => void;

function expectType(
  node: Expr,
  got: ValueType | undefined,
  expected: ValueType,
  where: string,
  found: Found,
): void {
  if (got === undefined || got === expected) return;
  found(
    node,
    `got ${nameOf(node)}, ${names[got]}, expected ${names[expected]} for ${where}`,
    conversion(got, expected),
  );
}

function conversion(got: ValueType, expected: ValueType): string {
  if (got === "vector" && expected === "range")
    return "add how far back it reaches, like metric[5m]; what is computed takes a subquery, (…)[30m:1m]";
  if (got === "range" && expected === "vector")
    return "put a function over time around it, like rate(metric[5m])";
  if (got === "scalar" && expected === "vector") return "write vector(…)";
  if (got === "vector" && expected === "scalar") return "write scalar(…)";
  return `give ${names[expected]}`;
}

function checkSelector(node: Selector, found: Found): void {
  if (node.metric !== undefined) return;
  const some = node.matchers.some(({ op, value }) => {
    switch (op) {
      case "=":
        return value !== "";
      case "!=":
        return value === "";
      case "=~":
        return !matchesWhole(value, "");
      case "!~":
        return matchesWhole(value, "");
    }
  });
  if (!some)
    found(
      node,
      "got a selector that every series could match, as each matcher takes the empty text too",
      'name the metric, or ask a label for something: {job=~".+"}',
    );
}

function checkCall(node: Call, of: readonly ValueType[], found: Found): void {
  const signature = functions.get(node.func);
  if (!signature) {
    found(node, `got ${node.func}, which is no function`, "use another");
    return;
  }
  const { min, max, args } = signature;
  if (of.length < min || of.length > max) {
    const expected =
      min === max
        ? `${min}`
        : max === Infinity
          ? `${min} or more`
          : `${min} to ${max}`;
    found(
      node,
      `got ${of.length} arguments for ${node.func}, expected ${expected}`,
      `give ${args.map((type) => names[type]).join(", ") || "none"}`,
    );
  }
  node.args.forEach((arg, index) => {
    const expected = args[Math.min(index, args.length - 1)];
    if (expected) expectType(arg, of[index], expected, node.func, found);
  });
  const second = node.args[1];
  if (
    node.func === "info" &&
    second &&
    (second.kind !== "selector" || second.metric !== undefined)
  )
    found(
      second,
      `got ${nameOf(second)}, expected only labels in braces for info`,
      'write info(metric, {label=~".+"})',
    );
}

function checkBinary(
  node: Binary,
  [left, right]: readonly ValueType[],
  found: Found,
): void {
  const { op, bool, matching, fill } = node;
  for (const [side, type] of [
    [node.left, left],
    [node.right, right],
  ] as const)
    if (type === "range" || type === "string")
      found(
        side,
        `got ${nameOf(side)}, ${names[type]}, expected a number or an instant vector beside ${op}`,
        conversion(type, "vector"),
      );
  if (bool && !isComparison(op))
    found(
      node,
      `got bool after ${op}, expected it after a comparison`,
      "leave bool out",
    );
  const vectors = left === "vector" && right === "vector";
  if (left === "scalar" && right === "scalar" && isComparison(op) && !bool)
    found(
      node,
      `got a comparison of two numbers, expected ${op} bool`,
      `write ${op} bool, which gives 1 or 0`,
    );
  if (isSetOperator(op) && (left === "scalar" || right === "scalar"))
    found(
      node,
      `got a number beside ${op}, expected an instant vector on both sides`,
      "write vector(…) around the number",
    );
  else if (!vectors && (matching?.labels.length || fill))
    found(
      node,
      `got a matching beside a number, expected an instant vector on both sides`,
      "leave the matching out",
    );
  if (!isSetOperator(op)) {
    const twice =
      matching?.kind === "on" &&
      matching.include?.find((label) => matching.labels.includes(label));
    if (twice)
      found(
        node,
        `got the label ${twice} in on and in group_${matching.group ?? "left"} at once`,
        `leave ${twice} out of the group`,
      );
  } else if (matching?.group || fill)
    found(
      node,
      `got ${matching?.group ? `group_${matching.group}` : "fill"} after ${op}, which always takes all series`,
      "leave it out",
    );
}
