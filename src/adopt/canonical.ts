import { isFields } from "../manifests/fields";

/** What a reader looks for first; everything else follows by the alphabet. */
const FIRST = ["apiVersion", "kind", "metadata", "name", "namespace"];
const RANK = new Map(FIRST.map((key, index) => [key, index]));

/** The same value with its keys in one order, however they were written. */
export function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort(byRank)
      .map((key) => [key, canonical(value[key])]),
  );
}

function byRank(a: string, b: string): number {
  const rank = (key: string) => RANK.get(key) ?? FIRST.length;
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}
