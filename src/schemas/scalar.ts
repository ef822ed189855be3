import { nearest } from "../problems/nearest";
import { FORMATS } from "./formats";
import { isOfType } from "./kinds-of-value";
import { patternOf } from "./pattern";
import { quantityOf } from "./quantity";
import type { Schema } from "./schema";
import { shown } from "./shown";

/** How something is said to be wrong with a value. */
export type Say = (id: ProblemId, message: string, fix?: string) => void;

export type ProblemId =
  | "choice"
  | "enum"
  | "format"
  | "length"
  | "pattern"
  | "range"
  | "required"
  | "rule"
  | "type"
  | "unique"
  | "unknown-field";

/** Holds a text, a number or a truth value of the right type against a schema. */
export function checkScalar(value: unknown, schema: Schema, say: Say): void {
  if (schema.enum) checkEnum(value, schema.enum, schema.lax === true, say);
  if (typeof value === "string") checkText(value, schema, say);
  else if (typeof value === "number" || typeof value === "bigint")
    checkNumber(value, schema, say);
}

/** Holds the key of a map against the keys' pattern. */
export function checkKey(key: string, pattern: string, say: Say): void {
  if (patternOf(pattern)?.test(key) === false)
    say(
      "pattern",
      `got the key ${shown(key)}, expected one that matches ${pattern}`,
    );
}

function checkEnum(
  value: unknown,
  known: readonly unknown[],
  lax: boolean,
  say: Say,
): void {
  if (known.includes(value)) return;
  if (lax && value === "") return;
  const names = known.map(String);
  const meant = typeof value === "string" ? nearest(value, names) : undefined;
  say(
    "enum",
    `got ${shown(value)}, expected ${names.length > 1 ? `one of ${names.join(", ")}` : names.join()}`,
    meant === undefined ? undefined : `write ${meant}`,
  );
}

function checkText(value: string, schema: Schema, say: Say): void {
  const { type, minLength = 0, maxLength, pattern, format } = schema;
  if (type === "quantity" && quantityOf(value) === undefined)
    say(
      "format",
      `got ${shown(value)}, expected a quantity such as 100m or 1Gi`,
    );
  if (minLength > 0 || maxLength !== undefined) {
    const length = lengthOf(value);
    if (length < minLength)
      say(
        "length",
        `got ${shown(value)}, expected ${minLength === 1 ? "a text that is not empty" : `at least ${minLength} characters`}`,
      );
    if (maxLength !== undefined && length > maxLength)
      say("length", `got ${length} characters, expected at most ${maxLength}`);
  }
  if (pattern !== undefined && patternOf(pattern)?.test(value) === false)
    say(
      "pattern",
      `got ${shown(value)}, expected a text that matches ${pattern}`,
    );
  const judge = format === undefined ? undefined : FORMATS.get(format);
  // Go reads base64 and times of Kubernetes' kinds; the empty time is none.
  if (judge && value === "" && schema.lax) return;
  if (judge && !judge.test(value))
    say("format", `got ${shown(value)}, expected ${judge.expected}`);
}

function checkNumber(value: number | bigint, schema: Schema, say: Say): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const low = minimum ?? (schema.lax ? LEAST[schema.format ?? ""] : undefined);
  const high = maximum ?? (schema.lax ? MOST[schema.format ?? ""] : undefined);
  const tooLow =
    low !== undefined && (exclusiveMinimum ? value <= low : value < low);
  const tooHigh =
    high !== undefined && (exclusiveMaximum ? value >= high : value > high);
  if (tooLow || tooHigh)
    say("range", `got ${value}, expected ${range(schema, low, high)}`);
  const { multipleOf } = schema;
  if (multipleOf !== undefined && !isMultiple(Number(value), multipleOf))
    say("range", `got ${value}, expected a multiple of ${multipleOf}`);
}

const LEAST: Readonly<Record<string, number>> = { int32: -(2 ** 31) };
const MOST: Readonly<Record<string, number>> = { int32: 2 ** 31 - 1 };

function range(schema: Schema, low?: number, high?: number): string {
  const { exclusiveMinimum, exclusiveMaximum } = schema;
  if (
    low !== undefined &&
    high !== undefined &&
    !exclusiveMinimum &&
    !exclusiveMaximum
  )
    return `${isOfType(0.5, schema.type ?? "number") ? "a number" : "a whole number"} from ${low} to ${high}`;
  const bounds = [
    low !== undefined &&
      `${exclusiveMinimum ? "more than" : "at least"} ${low}`,
    high !== undefined &&
      `${exclusiveMaximum ? "less than" : "at most"} ${high}`,
  ];
  return bounds.filter((bound) => bound !== false).join(" and ");
}

function isMultiple(value: number, of: number): boolean {
  const times = value / of;
  return Math.abs(times - Math.round(times)) < 1e-9;
}

/** In characters, not in halves of them. */
function lengthOf(text: string): number {
  return (
    text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0)
  );
}
