/** `"a", "b"`: names as messages show them. */
export function quoted(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(", ");
}

/** Each name once, in the order of the alphabet. */
export function ordered(names: Iterable<string>): readonly string[] {
  return [...new Set(names)].sort();
}
