import type { Series } from "./series";

/** A series' name and labels, the same whatever order the labels come in. */
export function identity({ metric, labels }: Series): string {
  return JSON.stringify([metric, Object.entries(labels).sort(byName)]);
}

function byName(
  [a]: readonly [string, string],
  [b]: readonly [string, string],
): number {
  return a < b ? -1 : 1;
}

/** Series of one identity become one: what several flows add to a counter adds up. */
export function merged(series: readonly Series[]): readonly Series[] {
  const all = new Map<string, Series>();
  for (const one of series) {
    const key = identity(one);
    const before = all.get(key);
    all.set(
      key,
      before
        ? {
            ...one,
            perSecond: (before.perSecond ?? 0) + (one.perSecond ?? 0),
          }
        : one,
    );
  }
  return [...all.values()];
}
