import type { Duration, Instant } from "../promql/build";
import { not } from "../promql/build";
import type { ServiceLabel } from "./base";
import { requestRate, SERVICE, tcpOpenedRate } from "./base";
import { requestsBy } from "./workloads";

/** At the source the policy is always `unknown`, so only the server's count tells. */
const atServer = (namespace: string) => ({
  reporter: "destination",
  destination_service_namespace: namespace,
});
const plain = { connection_security_policy: not("mutual_tls") };

/** Requests a second that arrive without mTLS. */
export function plaintextRequests(namespace: string): Instant<ServiceLabel> {
  return requestRate.query
    .where({ ...atServer(namespace), ...plain })
    .sumBy(...SERVICE);
}

/** TCP connections a second that arrive without mTLS. */
export function plaintextConnections(namespace: string): Instant<ServiceLabel> {
  return tcpOpenedRate.query
    .where({ ...atServer(namespace), ...plain })
    .sumBy(...SERVICE);
}

/** The share of a service's requests that arrive with mTLS; nothing without traffic. */
export function mtlsShare(namespace: string): Instant<ServiceLabel> {
  const all = requestRate.query.where(atServer(namespace));
  const total = all.sumBy(...SERVICE);
  return all
    .where({ connection_security_policy: "mutual_tls" })
    .sumBy(...SERVICE)
    .or(total.mul(0))
    .div(total.gt(0));
}

/**
 * Requests a second by whether they came with mTLS, and from whom; a client
 * without a sidecar is unknown.
 */
export function requestsBySecurity(
  namespace: string,
  window: Duration,
): Instant<
  | "source_workload"
  | "source_workload_namespace"
  | "destination_service_name"
  | "connection_security_policy"
> {
  return requestsBy(
    atServer(namespace),
    window,
    "source_workload",
    "source_workload_namespace",
    "destination_service_name",
    "connection_security_policy",
  );
}
