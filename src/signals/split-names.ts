import type { Instant } from "../promql/build";
import { labelReplace, re } from "../promql/build";

const NAME = "destination_service_name";

/**
 * Requests to the Services that Flagger makes beside a service, counted as the
 * service's own: its routes lead to `web-app-primary` and `web-app-canary`, and
 * by these names Istio's proxies count them.
 */
export function underOneName<L extends string>(
  of: Instant<L>,
  services: readonly string[],
): Instant<L> {
  if (services.length === 0) return of;
  const all = `(${services.join("|")})-(?:primary|canary)`;
  const named = of as Instant<L | typeof NAME>;
  return labelReplace(named, NAME, "$1", NAME, all) as Instant<L>;
}

/** Matches a service by each of its three names. */
export function anyName(service: string) {
  return re(`${service}(-primary|-canary)?`);
}
