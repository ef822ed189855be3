import * as base from "./base";
import type { Recording } from "./recording";
import { clientFailures, clientRequests } from "./requests";
import type { VersionedService } from "./version-services";

/** All recordings of a namespace, in the order in which they read one another. */
export function baseRecordings(
  namespace: string,
  services: readonly VersionedService[] = [],
): readonly Recording[] {
  return [
    base.requestRate,
    base.durationRate,
    base.durationSum,
    base.durationCount,
    base.tcpOpenedRate,
    base.tcpClosedRate,
    base.unroutedRate,
    clientRequests,
    clientFailures,
  ].map(({ record }) => record(namespace, services));
}
