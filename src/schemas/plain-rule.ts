import { fieldOf, schemaOfField } from "./field";
import { nanosecondsOf } from "./go-duration";
import { isObject } from "./kinds-of-value";
import type { Schema } from "./schema";

/**
 * A rule in CEL that asks only which fields are there, or whether one has a
 * certain value, as its parts. Null stands for a part that asks for more.
 *
 *     !has(self.a) || self.b.c == "x"
 *     => ["||", ["!", ["has", "a"]], ["==", ["get", "b", "c"], "x"]]
 */
export type PlainRule =
  | string
  | number
  | boolean
  | null
  | readonly ["has" | "get", ...string[]]
  | readonly [Operator, ...PlainRule[]];

type Operator = "?" | "&&" | "||" | "!" | "+" | "duration" | Relation;
type Relation = "==" | "!=" | "<" | "<=" | ">" | ">=";

/** What a part comes to; undefined where that is the library's to say. */
type Value = string | number | boolean | undefined;

/**
 * Whether a rule is met for certain. Most are, and then nobody has to load the
 * library, which takes longer than all checks of a small mesh. What is not
 * certainly met is the library's to judge, and to put into words.
 */
export function isPlainlyMet(
  rule: PlainRule,
  self: unknown,
  schema: Schema,
): boolean {
  return valueOf(rule, self, schema) === true;
}

function valueOf(rule: PlainRule, self: unknown, schema: Schema): Value {
  if (rule === null) return undefined;
  if (typeof rule !== "object") return rule;
  if (isPath(rule)) {
    const [question, ...path] = rule;
    return question === "has"
      ? isThere(path, self, schema)
      : scalarAt(path, self, schema);
  }
  const [operator, ...parts] = rule;
  const [first = null, second = null, third = null] = parts;
  const of = (part: PlainRule) => valueOf(part, self, schema);
  const one = of(first);
  switch (operator) {
    case "?":
      return typeof one === "boolean" ? of(one ? second : third) : undefined;
    case "&&":
      return one === true ? truth(of(second)) : truth(one);
    case "||":
      return one === false ? truth(of(second)) : truth(one);
    case "!":
      return typeof one === "boolean" ? !one : undefined;
    case "duration":
      return typeof one === "string" ? nanosecondsOf(one) : undefined;
    case "+": {
      const other = of(second);
      return typeof one === "number" && typeof other === "number"
        ? one + other
        : undefined;
    }
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compared(operator, one, of(second));
  }
}

function isPath(
  rule: Exclude<PlainRule, string | number | boolean | null>,
): rule is readonly ["has" | "get", ...string[]] {
  return rule[0] === "has" || rule[0] === "get";
}

function truth(value: Value): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

function compared(relation: Relation, a: Value, b: Value): Value {
  if (a === undefined || typeof a !== typeof b) return undefined;
  if (relation === "==") return a === b;
  if (relation === "!=") return a !== b;
  if (typeof a !== "number" || typeof b !== "number") return undefined;
  if (relation === "<") return a < b;
  if (relation === "<=") return a <= b;
  return relation === ">" ? a > b : a >= b;
}

interface Field {
  readonly value: unknown;
  readonly schema: Schema;
}

/** A field as a rule sees it: what no structure names cannot be seen. */
function fieldAt(
  path: readonly string[],
  self: unknown,
  schema: Schema,
): Field | undefined {
  let at: Field = { value: self, schema };
  for (const key of path) {
    if (!isObject(at.value)) return undefined;
    const inner = schemaOfField(at.schema, key);
    if (!inner) return undefined;
    at = { value: fieldOf(at.value, key, inner), schema: inner };
  }
  return at;
}

function isThere(
  path: readonly string[],
  self: unknown,
  schema: Schema,
): boolean | undefined {
  const within = fieldAt(path.slice(0, -1), self, schema);
  if (!within || !isObject(within.value)) return undefined;
  return fieldAt(path, self, schema)?.value !== undefined;
}

function scalarAt(
  path: readonly string[],
  self: unknown,
  schema: Schema,
): Value {
  const { value, schema: { type } = {} } = fieldAt(path, self, schema) ?? {};
  if (typeof value === "string" || typeof value === "boolean") return value;
  return type === "integer" && Number.isSafeInteger(value)
    ? (value as number)
    : undefined;
}
