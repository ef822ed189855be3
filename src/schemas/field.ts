import { isObject } from "./kinds-of-value";
import type { Schema } from "./schema";

/**
 * A field as it stands after the API server's own preparation: null where none
 * may be is nothing, and a default fills what is missing.
 */
export function fieldOf(
  object: Readonly<Record<string, unknown>>,
  key: string,
  schema: Schema | undefined,
): unknown {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  if (value === undefined || (value === null && schema && !schema.nullable))
    return schema?.default;
  return value;
}

/** The structure of a field, whether it is named or one of a map's. */
export function schemaOfField(schema: Schema, key: string): Schema | undefined {
  const { properties } = schema;
  if (properties && Object.hasOwn(properties, key)) return properties[key];
  return schema.values;
}

/** Whether two JSON values are the same. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((one, i) => same(one, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]))
  );
}
