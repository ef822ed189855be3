import { isObject } from "../mesh/shape";

/**
 * Fields over others: what is given wins, what is `undefined` goes, and objects
 * of the named fields are laid over each other likewise.
 */
export function layOver<T extends object>(
  under: T,
  over: object,
  deep: ReadonlySet<string> = new Set(),
): T {
  const result = Object.fromEntries<unknown>(Object.entries(under));
  for (const [field, value] of Object.entries(over)) {
    const below = result[field];
    if (value === undefined) delete result[field];
    else
      result[field] =
        deep.has(field) && isObject(value)
          ? layOver(isObject(below) ? below : {}, value)
          : value;
  }
  return result as T;
}
