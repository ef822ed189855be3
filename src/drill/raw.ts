/** A value read from YAML, of which nothing is known yet. */
export type Raw = unknown;

export function isMap(value: Raw): value is Readonly<Record<string, Raw>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * What stands at a path, or nothing where any step is missing.
 *
 *     at({ spec: { hosts: ["cart"] } }, "spec", "hosts") => ["cart"]
 */
export function at(value: Raw, ...path: readonly string[]): Raw {
  return path.reduce<Raw>(
    (inner, key) => (isMap(inner) ? inner[key] : undefined),
    value,
  );
}

/** The items of a list at a path; none where there is no list. */
export function listAt(value: Raw, ...path: readonly string[]): readonly Raw[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? (found as readonly Raw[]) : [];
}

/** The text at a path; numbers and flags as text, too. */
export function textAt(
  value: Raw,
  ...path: readonly string[]
): string | undefined {
  const found = at(value, ...path);
  if (typeof found === "number" || typeof found === "boolean")
    return `${found}`;
  return typeof found === "string" ? found : undefined;
}

/** The texts of a map at a path: labels, annotations, a ConfigMap's data. */
export function textsAt(
  value: Raw,
  ...path: readonly string[]
): Readonly<Record<string, string>> {
  const found = at(value, ...path);
  if (!isMap(found)) return {};
  return Object.fromEntries(
    Object.keys(found).flatMap((key) => {
      const text = textAt(found, key);
      return text === undefined ? [] : [[key, text]];
    }),
  );
}
