import { nearest } from "../problems/nearest";
import type { Place } from "../problems/place";

/**
 * Reports what is wrong with a value at a place. The app runs without a type
 * check, so whatever the types of a description say is said here once more.
 */
export interface Check {
  (value: unknown, at: Place): void;
  /** The same as a JSON Schema, for editors, as far as it can say it. */
  readonly schema?: Schema;
  readonly optional?: boolean;
}

/** https://json-schema.org/draft-07 */
export type Schema = Readonly<Record<string, unknown>>;

/** A check that an editor can hold a value against as well. */
export function withSchema(
  schema: Schema,
  check: (value: unknown, at: Place) => void,
): Check {
  return Object.assign(check, { schema });
}

/** A check with the words that an editor shows for its field. */
export function says(description: string, check: Check): Check {
  return withSchema({ description, ...check.schema }, (value, at) =>
    check(value, at),
  );
}

/**
 * An object with just these fields. Every field of T has its check, or the
 * table does not compile; a field that T does not have is reported with the
 * nearest one that it has.
 */
export function shape<T extends object>(fields: {
  readonly [K in keyof Required<T>]: Check;
}): Check {
  const checks = new Map(Object.entries<Check>(fields));
  const required = [...checks].flatMap(([name, check]) =>
    check.optional ? [] : [name],
  );
  const schema = {
    type: "object",
    properties: Object.fromEntries(
      [...checks].map(([name, check]) => [name, check.schema ?? {}]),
    ),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
  return withSchema(schema, (value, at) => {
    if (!isObject(value)) {
      at.wrong(
        value,
        `an object with ${list([...checks.keys()])}`,
        "give an object { … }",
      );
      return;
    }
    for (const key of Object.keys(value)) {
      if (checks.has(key)) continue;
      const meant = nearest(key, checks.keys());
      const expected = meant ?? `one of ${list([...checks.keys()])}`;
      at.at(key).error(
        `got a field that does not exist, expected ${expected}`,
        meant === undefined ? "leave it out" : `write ${meant}`,
      );
    }
    for (const [key, check] of checks) check(value[key], at.at(key));
  });
}

/** A field that may be left out. */
export function optional(check: Check): Check {
  return Object.assign(
    withSchema(check.schema ?? {}, (value, at) => {
      if (value !== undefined) check(value, at);
    }),
    { optional: true },
  );
}

export function listOf(item: Check, options: { min?: number } = {}): Check {
  return (value, at) => {
    if (!Array.isArray(value)) {
      at.wrong(value, "a list", "write it as a list [ … ]");
    } else if (value.length < (options.min ?? 0)) {
      at.wrong(value, "at least one entry", "add one or leave the field out");
    } else {
      value.forEach((entry, index) => item(entry, at.at(index)));
    }
  };
}

/** An object whose keys are free: labels, environment variables. */
export function mapOf(item: Check, key?: Check): Check {
  const schema = {
    type: "object",
    additionalProperties: item.schema ?? {},
    ...(key?.schema && { propertyNames: key.schema }),
  };
  return withSchema(schema, (value, at) => {
    if (!isObject(value)) {
      at.wrong(value, "an object of names and values", "write { name: value }");
      return;
    }
    for (const [name, entry] of Object.entries(value)) {
      key?.(name, at.at(name));
      item(entry, at.at(name));
    }
  });
}

export function oneOf(...choices: readonly (string | boolean)[]): Check {
  return withSchema({ enum: choices }, (value, at) => {
    if (choices.includes(value as string | boolean)) return;
    const names = choices.map(String);
    const meant = typeof value === "string" ? nearest(value, names) : undefined;
    at.wrong(
      value,
      `one of ${list(names)}`,
      `write ${meant ?? names.join(" or ")}`,
    );
  });
}

export const text: Check = (value, at) => {
  if (typeof value !== "string" || value === "")
    at.wrong(value, "a text that is not empty", 'write it in quotes: "…"');
};

export const anyText: Check = (value, at) => {
  if (typeof value !== "string")
    at.wrong(value, "a text", 'write it in quotes: "…"');
};

export const flag: Check = (value, at) => {
  if (typeof value !== "boolean")
    at.wrong(value, "true or false", "write true or false");
};

export function whole(min: number, max: number, fix: string): Check {
  const schema = {
    type: "integer",
    minimum: min,
    ...(max < Number.MAX_SAFE_INTEGER && { maximum: max }),
  };
  return withSchema(schema, (value, at) => {
    if (
      !Number.isInteger(value) ||
      (value as number) < min ||
      (value as number) > max
    ) {
      const range =
        max === Number.MAX_SAFE_INTEGER
          ? `of at least ${min}`
          : `from ${min} to ${max}`;
      at.wrong(value, `a whole number ${range}`, fix);
    }
  });
}

/** A piece of a Kubernetes manifest, handed through as it is. */
export type Raw = Readonly<Record<string, unknown>>;

export const raw: Check = (value, at) => {
  if (!isObject(value))
    at.wrong(value, "an object as a manifest has it", "give an object { … }");
};

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function list(names: readonly string[]): string {
  return names.join(", ");
}
