import type { Labels } from "./metadata";
import { selects } from "./selector";

/** A label that no object carries, as keys are not empty: to search a namespace. */
export const NAMESPACE = "";

/** Finds what a selector takes without looking at everything else. */
export interface Labelled<T> {
  /** In the order in which they were given; an empty selector takes all. */
  readonly takenBy: (selector: Labels) => readonly T[];
}

/**
 * Things by their labels. A search looks only at those that carry the rarest
 * pair of the selector.
 */
export function labelled<T>(
  items: readonly T[],
  labelsOf: (item: T) => Labels,
): Labelled<T> {
  const all = items.map((item) => ({ item, labels: labelsOf(item) }));
  const pairs = new Map<string, typeof all>();
  for (const one of all)
    for (const [key, value] of Object.entries(one.labels)) {
      const pair = pairOf(key, value);
      const others = pairs.get(pair);
      if (others) others.push(one);
      else pairs.set(pair, [one]);
    }
  return {
    takenBy: (selector) => {
      let fewest = all;
      for (const [key, value] of Object.entries(selector)) {
        const some = pairs.get(pairOf(key, value));
        if (!some) return [];
        if (some.length < fewest.length) fewest = some;
      }
      return fewest
        .filter(({ labels }) => selects(selector, labels))
        .map(({ item }) => item);
    },
  };
}

/** A key holds no `=`. */
function pairOf(key: string, value: string): string {
  return `${key}=${value}`;
}
