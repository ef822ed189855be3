import { distance } from "fastest-levenshtein";

/**
 * The known name that a misspelt one most likely meant.
 *
 *     nearest("wieght", ["weight", "header"]) => "weight"
 *     nearest("colour", ["weight", "header"]) => undefined
 */
export function nearest(
  name: string,
  known: Iterable<string>,
): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const d = distance(name.toLowerCase(), candidate.toLowerCase());
    if (d < bestDistance) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best;
}
