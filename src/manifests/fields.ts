/** Readers of raw JSON that never fail: what is of another type counts as absent. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The fields of an object; none where it is no object. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** The items of a list; none where it is no list. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The text; "" where it is none. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The texts of a list. */
export function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((item) => typeof item === "string");
}

/** The number, also where it is written as text; undefined where it is none. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^-?\d+$/.test(value)
    ? Number(value)
    : undefined;
}

/** Whether something is written there: neither left out nor null. */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Labels and the like: the entries that are texts. */
export function labelsOf(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fieldsOf(value)).flatMap(([key, entry]) =>
      typeof entry === "string" ? [[key, entry]] : [],
    ),
  );
}

/** A value down a way of field names and numbers. */
export function down(
  value: unknown,
  ...path: readonly (string | number)[]
): unknown {
  return path.reduce<unknown>(
    (from, key) =>
      typeof key === "number" ? listOf(from)[key] : fieldsOf(from)[key],
    value,
  );
}
