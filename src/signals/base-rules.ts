import * as base from "./base";
import type { Recording } from "./recording";
import { clientFailures, clientRequests } from "./requests";

/**
 * All recordings of a namespace, in the order in which they read one another.
 * Services that an engine split by name are recorded under their own.
 */
export function baseRecordings(
  namespace: string,
  split: readonly string[] = [],
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
  ].map(({ record }) => record(namespace, split));
}
