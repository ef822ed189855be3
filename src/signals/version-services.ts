import type { Instant } from "../promql/build";
import { labelReplace } from "../promql/build";

/** A service, and those of its versions that have a Service `<service>-<version>` of their own. */
export interface VersionedService {
  readonly service: string;
  readonly versions: readonly string[];
}

/**
 * Rates to a version's Service, counted as rates to the service that was called.
 * Proxies name the Service of the cluster that a request took: the callers' that
 * of the version, the server's the first that selects its pods (istio/istio,
 * pilot/pkg/networking/core: `addTelemetryMetadata`). The name as it was stays in
 * `called`, so that no two series become one before they are summed.
 */
export function underOneName<L extends string>(
  rates: Instant<L>,
  name: NoInfer<L> & "destination_service_name",
  services: readonly VersionedService[],
): Instant<L | "called"> {
  const groups = [...byVersions(services)];
  if (groups.length === 0) return rates as Instant<L | "called">;
  return labelReplace<L | "called", L>(
    labelReplace(rates, "called", "$1", name, "(.+)"),
    name,
    groups.map((_, index) => `$${index + 1}`).join(""),
    name,
    groups
      .map(([versions, names]) => `(${names.join("|")})-(?:${versions})`)
      .join("|"),
  );
}

/** Services that have the same versions are told in one group of the expression. */
function byVersions(
  services: readonly VersionedService[],
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { service, versions } of services) {
    if (versions.length === 0) continue;
    const key = versions.join("|");
    const group = groups.get(key);
    if (group) group.push(service);
    else groups.set(key, [service]);
  }
  return groups;
}
