import type { Labels } from "./metadata";
import { selects } from "./selector";

/** Finds what a selector takes without looking at everything else. */
export interface Labelled<T> {
  /**
   * In the order in which they were given, of one namespace or of all; an empty
   * selector takes all.
   */
  readonly takenBy: (selector: Labels, namespace?: string) => readonly T[];
  /** Whether it takes any, without a look at the others. */
  readonly takes: (selector: Labels, namespace?: string) => boolean;
}

/** Things with their labels, and those of each pair of a label and its value. */
interface Shelf<T> {
  readonly all: Entry<T>[];
  readonly pairs: Map<string, Entry<T>[]>;
}

interface Entry<T> {
  readonly item: T;
  readonly labels: Labels;
}

/**
 * Things by their namespace and labels. A search looks only at those that carry
 * the rarest pair of the selector.
 */
export function labelled<T>(
  items: readonly T[],
  labelsOf: (item: T) => Labels,
  namespaceOf: (item: T) => string = () => "",
): Labelled<T> {
  const everywhere: Shelf<T> = { all: [], pairs: new Map() };
  const shelves = new Map<string, Shelf<T>>();
  for (const item of items) {
    const namespace = namespaceOf(item);
    const own = shelves.get(namespace) ?? { all: [], pairs: new Map() };
    shelves.set(namespace, own);
    const entry = { item, labels: labelsOf(item) };
    put(everywhere, entry);
    put(own, entry);
  }
  const fewest = (selector: Labels, namespace?: string) => {
    const shelf = namespace === undefined ? everywhere : shelves.get(namespace);
    let few: readonly Entry<T>[] = shelf?.all ?? [];
    for (const [key, value] of Object.entries(selector)) {
      const some = shelf?.pairs.get(pairOf(key, value)) ?? [];
      if (some.length < few.length) few = some;
    }
    return few;
  };
  return {
    takenBy: (selector, namespace) =>
      fewest(selector, namespace)
        .filter(({ labels }) => selects(selector, labels))
        .map(({ item }) => item),
    takes: (selector, namespace) =>
      fewest(selector, namespace).some(({ labels }) =>
        selects(selector, labels),
      ),
  };
}

function put<T>({ all, pairs }: Shelf<T>, entry: Entry<T>): void {
  all.push(entry);
  for (const [key, value] of Object.entries(entry.labels)) {
    const pair = pairOf(key, value);
    const others = pairs.get(pair);
    if (others) others.push(entry);
    else pairs.set(pair, [entry]);
  }
}

/** A key holds no `=`. */
function pairOf(key: string, value: string): string {
  return `${key}=${value}`;
}
