import { fieldOf, same, schemaOfField } from "./field";
import { isObject, isOfType, type Json } from "./kinds-of-value";
import { checkScalar, type Say } from "./scalar";
import type { Schema } from "./schema";
import { shown } from "./shown";

/** Holds a value against allOf, anyOf, oneOf and not. */
export function checkChoices(value: unknown, schema: Schema, say: Say): void {
  const { allOf, anyOf, oneOf, not } = schema;
  for (const one of allOf ?? [])
    if (!fits(value, one, schema))
      say("choice", `got ${fields(value)}, expected ${words(one)}`);
  if (not && fits(value, not, schema))
    say("choice", `got ${fields(value)}, expected not ${words(not)}`);
  if (anyOf && !anyOf.some((one) => fits(value, one, schema)))
    say(
      "choice",
      `got ${fields(value)}, expected ${anyOf.map(words).join(" or ")}`,
    );
  if (!oneOf) return;
  const fitting = oneOf.filter((one) => fits(value, one, schema)).length;
  if (fitting === 1) return;
  // "None of them" is written as a choice too; it goes without saying.
  const real = oneOf.filter((one) => one.not === undefined);
  const orNone = real.length < oneOf.length ? "at most" : "exactly";
  say(
    "choice",
    `got ${fields(value)}, expected ${orNone} one of ${real.map(words).join(", ")}`,
    fitting > 1 ? "keep one of them" : undefined,
  );
}

/**
 * Whether a value fits a part of a schema. Such parts hold no structure of
 * their own, so defaults come from the structure that they stand in.
 */
export function fits(value: unknown, part: Schema, whole: Schema): boolean {
  const { type, properties, values, items, required } = part;
  if (value === null && whole.nullable) return true;
  if (type !== undefined && !isOfType(value, type)) return false;
  if (part.enum && !part.enum.some((one) => same(one, value))) return false;
  if (isObject(value)) {
    if (required?.some((key) => fieldIn(value, key, whole) === undefined))
      return false;
    if (
      !isWithin(
        Object.keys(value).length,
        part.minProperties,
        part.maxProperties,
      )
    )
      return false;
    for (const [key, one] of Object.entries(properties ?? {})) {
      const inner = fieldIn(value, key, whole);
      if (
        inner !== undefined &&
        !fits(inner, one, schemaOfField(whole, key) ?? {})
      )
        return false;
    }
    if (values)
      for (const [key, inner] of Object.entries(value))
        if (
          !Object.hasOwn(properties ?? {}, key) &&
          !fits(inner, values, schemaOfField(whole, key) ?? {})
        )
          return false;
  } else if (Array.isArray(value)) {
    if (!isWithin(value.length, part.minItems, part.maxItems)) return false;
    if (items && !value.every((one) => fits(one, items, whole.items ?? {})))
      return false;
  } else {
    const wrong: string[] = [];
    checkScalar(value, part, (id) => wrong.push(id));
    if (wrong.length > 0) return false;
  }
  return (
    (part.allOf ?? []).every((one) => fits(value, one, whole)) &&
    (!part.anyOf || part.anyOf.some((one) => fits(value, one, whole))) &&
    (!part.oneOf ||
      part.oneOf.filter((one) => fits(value, one, whole)).length === 1) &&
    !(part.not && fits(value, part.not, whole))
  );
}

function fieldIn(value: Json, key: string, whole: Schema): unknown {
  return fieldOf(value, key, schemaOfField(whole, key));
}

function isWithin(count: number, low = 0, high = Infinity): boolean {
  return count >= low && count <= high;
}

function fields(value: unknown): string {
  if (!isObject(value)) return shown(value);
  const keys = Object.keys(value);
  return keys.length === 0 ? "none of them" : keys.join(" and ");
}

/** What a part of a schema asks for: its fields where it names any. */
function words(part: Schema): string {
  if (part.required) return part.required.join(" with ");
  const inner = [
    ...(part.anyOf ?? []),
    ...(part.oneOf ?? []),
    ...(part.allOf ?? []),
  ];
  if (inner.length > 0) return inner.map(words).join(" or ");
  if (part.not) return `not ${words(part.not)}`;
  const named = Object.keys(part.properties ?? {});
  if (named.length > 0) return `another value of ${named.join(", ")}`;
  if (part.pattern !== undefined) return `a text that matches ${part.pattern}`;
  if (part.enum) return part.enum.map(String).join(" or ");
  if (part.minimum !== undefined) return `at least ${part.minimum}`;
  if (part.maximum !== undefined) return `at most ${part.maximum}`;
  return part.type ?? "another value";
}
