/** Shares of 1 by where they go, from the weights of each way; their sum is the whole. */
export function sharesOf(
  ways: readonly { readonly to: string; readonly weight: number }[],
): ReadonlyMap<string, number> {
  const sum = ways.reduce((total, { weight }) => total + weight, 0);
  const shares = new Map<string, number>();
  for (const { to, weight } of ways)
    shares.set(to, (shares.get(to) ?? 0) + (sum > 0 ? weight / sum : 0));
  return shares;
}
