/** Folders that hold a folder for each cluster. */
const OF_CLUSTERS =
  /^(?:clusters?|environments?|envs?|overlays|stages?|regions?|sites)$/i;

/** Folders that are called for a cluster themselves: `apps/staging`, `web/prod-eu`. */
const OF_ONE =
  /^(?:dev|develop|development|integration|int|test|testing|qa|uat|stag|stage|staging|preprod|pre-prod|preview|prod|production|live|sandbox|demo)(?:[-_.].*)?$/i;

/**
 * Whether two files are for different clusters, by the folders in which their
 * ways part: then the same object in both is meant.
 */
export function standApart(a: string, b: string): boolean {
  const ways = [a, b].map((file) => file.split(/[\\/]/).slice(0, -1));
  const [one = [], other = []] = ways;
  const at = one.findIndex((folder, i) => folder !== other[i]);
  const [first, second] = [one[at], other[at]];
  if (first === undefined || second === undefined) return false;
  return (
    OF_CLUSTERS.test(one[at - 1] ?? "") ||
    (OF_ONE.test(first) && OF_ONE.test(second))
  );
}
