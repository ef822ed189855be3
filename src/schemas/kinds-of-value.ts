import type { Type } from "./schema";

export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is of a type, as JSON that Go reads has it. */
export function isOfType(value: unknown, type: Type): boolean {
  switch (type) {
    case "object":
      return isObject(value);
    case "array":
      return Array.isArray(value);
    case "string":
      return typeof value === "string";
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return isInteger(value);
    case "number":
      return typeof value === "number" || typeof value === "bigint";
    case "int-or-string":
      return typeof value === "string" || isInteger(value);
    case "quantity":
      return (
        typeof value === "string" ||
        typeof value === "number" ||
        typeof value === "bigint"
      );
  }
}

function isInteger(value: unknown): boolean {
  return Number.isInteger(value) || typeof value === "bigint";
}

export const TYPE_WORDS: Readonly<Record<Type, string>> = {
  object: "an object",
  array: "a list",
  string: "a text",
  boolean: "true or false",
  integer: "a whole number",
  number: "a number",
  "int-or-string": "a whole number or a text",
  quantity: "a quantity such as 100m or 1Gi",
};
