import { parse } from "@bufbuild/cel";
import type { PlainRule } from "../src/schemas/plain-rule";

type Expression = NonNullable<ReturnType<typeof parse>["expr"]>;

const OPERATORS = {
  "_?_:_": "?",
  "_&&_": "&&",
  "_||_": "||",
  "!_": "!",
  "_==_": "==",
  "_!=_": "!=",
  "_<_": "<",
  "_<=_": "<=",
  "_>_": ">",
  "_>=_": ">=",
  "_+_": "+",
  duration: "duration",
} as const;

/** A rule in CEL as its parts, where it is plain; nothing where it is not. */
export function plainRule(rule: string): PlainRule | undefined {
  const plain = partOf(parse(rule).expr);
  return says(plain) ? plain : undefined;
}

/** Whether anything can be answered: `null == null` never is. */
function says(rule: PlainRule): boolean {
  if (rule === null || typeof rule !== "object") return rule !== null;
  const [operator, ...parts] = rule;
  if (operator === "has" || operator === "get") return true;
  if (operator === "?") {
    const [condition = null, yes = null, no = null] = parts;
    return says(condition) && (says(yes) || says(no));
  }
  return operator === "&&" || operator === "||"
    ? says(parts[0] ?? null)
    : parts.every(says);
}

function partOf({ exprKind }: Expression): PlainRule {
  switch (exprKind.case) {
    case "constExpr":
      return constantOf(exprKind.value);
    case "identExpr":
      return exprKind.value.name === "self" ? ["get"] : null;
    case "selectExpr": {
      const { operand, field, testOnly } = exprKind.value;
      const of = operand ? partOf(operand) : null;
      // Names that CEL keeps for itself are written in another way.
      if (!Array.isArray(of) || of[0] !== "get" || field.includes("__"))
        return null;
      const path = of.slice(1) as string[];
      return [testOnly ? "has" : "get", ...path, field];
    }
    case "callExpr": {
      const { function: name, args, target } = exprKind.value;
      if (target || !isOperator(name)) return null;
      return [OPERATORS[name], ...args.map(partOf)];
    }
    case "listExpr":
    case "structExpr":
    case "comprehensionExpr":
    case undefined:
      return null;
  }
}

function isOperator(name: string): name is keyof typeof OPERATORS {
  return Object.hasOwn(OPERATORS, name);
}

function constantOf({
  constantKind: { case: kind, value },
}: Extract<Expression["exprKind"], { case: "constExpr" }>["value"]): PlainRule {
  if (kind === "int64Value") return Number(value);
  return kind === "stringValue" || kind === "boolValue" ? value : null;
}
