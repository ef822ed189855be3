/** Whether a value of a manifest has fields. */
export function isRecord(
  value: unknown,
): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value's field; nothing where it has none. */
export function field(value: unknown, ...names: readonly string[]): unknown {
  let at = value;
  for (const name of names) {
    if (!isRecord(at)) return undefined;
    at = at[name];
  }
  return at;
}

/** A list, and nothing else. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The fields of a value that are text; numbers and flags as they are printed. */
export function texts(value: unknown): ReadonlyMap<string, string> {
  if (!isRecord(value)) return new Map();
  return new Map(
    Object.entries(value).flatMap(([key, entry]) => {
      const text = textOf(entry);
      return text === undefined ? [] : [[key, text] as const];
    }),
  );
}

/** A scalar as YAML's author wrote it, more or less. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}
