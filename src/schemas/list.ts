import { same } from "./field";
import { isObject } from "./kinds-of-value";
import type { ProblemId, Say } from "./scalar";
import type { Schema } from "./schema";
import { shown } from "./shown";

type SayAt = (
  index: number | undefined,
  id: ProblemId,
  message: string,
  fix?: string,
) => void;

/** How many items a list has, and that they differ where they must. */
export function checkList(
  list: readonly unknown[],
  schema: Schema,
  say: SayAt,
): void {
  const { minItems = 0, maxItems = Infinity, unique } = schema;
  if (list.length < minItems || list.length > maxItems)
    say(
      undefined,
      "length",
      `got ${count(list.length, "item")}, expected ${bounds(minItems, maxItems)}`,
    );
  // Lists of Kubernetes' own kinds merge by these keys; they may still repeat.
  if (unique === undefined || schema.lax || list.length < 2) return;
  const seen = new Map<string, unknown>();
  list.forEach((item, index) => {
    const key = keyOf(item, unique, schema.items);
    const before = seen.get(key);
    // What is quoted short may be the same of two that differ.
    if (seen.has(key) && isSame(before, item, unique))
      say(
        index,
        "unique",
        `got ${key} twice, expected it once`,
        "leave one of them out",
      );
    else seen.set(key, item);
  });
}

function isSame(
  a: unknown,
  b: unknown,
  unique: "set" | readonly string[],
): boolean {
  if (unique === "set" || !isObject(a) || !isObject(b)) return same(a, b);
  return unique.every((field) => same(a[field], b[field]));
}

function keyOf(
  item: unknown,
  unique: "set" | readonly string[],
  schema: Schema | undefined,
): string {
  if (unique === "set" || !isObject(item)) return shown(item);
  return unique
    .map((field) => {
      const value = item[field] ?? schema?.properties?.[field]?.default;
      return `${field} ${shown(value)}`;
    })
    .join(", ");
}

/** How many fields an object has. */
export function checkSize(
  object: Readonly<Record<string, unknown>>,
  { minProperties = 0, maxProperties = Infinity }: Schema,
  say: Say,
): void {
  if (minProperties === 0 && maxProperties === Infinity) return;
  const size = Object.keys(object).length;
  if (size < minProperties || size > maxProperties)
    say(
      "length",
      `got ${count(size, "field")}, expected ${bounds(minProperties, maxProperties)}`,
    );
}

function count(n: number, what: string): string {
  return n === 0 ? `no ${what}s` : `${n} ${what}${n === 1 ? "" : "s"}`;
}

function bounds(low: number, high: number): string {
  if (high === Infinity) return `at least ${low}`;
  return low === 0 ? `at most ${high}` : `from ${low} to ${high}`;
}
