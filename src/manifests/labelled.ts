import type { Labels } from "./metadata";
import { selects } from "./selector";

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
  const pairs = new Map<string, T[]>();
  for (const item of items)
    for (const [key, value] of Object.entries(labelsOf(item))) {
      const pair = pairOf(key, value);
      const others = pairs.get(pair);
      if (others) others.push(item);
      else pairs.set(pair, [item]);
    }
  return {
    takenBy: (selector) => {
      let fewest: readonly T[] = items;
      for (const [key, value] of Object.entries(selector)) {
        const some = pairs.get(pairOf(key, value));
        if (!some) return [];
        if (some.length < fewest.length) fewest = some;
      }
      return fewest.filter((item) => selects(selector, labelsOf(item)));
    },
  };
}

/** A key holds no `=`. */
function pairOf(key: string, value: string): string {
  return `${key}=${value}`;
}
