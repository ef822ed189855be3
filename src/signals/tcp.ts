import type { Instant } from "../promql/build";
import { re } from "../promql/build";
import type { ServiceLabel } from "./base";
import { SERVICE, tcpClosedRate, tcpOpenedRate } from "./base";
import type { Scope } from "./requests";
import { of } from "./requests";

/** TCP connections a second that found no server, or were cut off by it. */
export function tcpFailures(scope: Scope): Instant<ServiceLabel> {
  return tcpClosedRate.query
    .where({
      reporter: "source",
      ...of(scope),
      response_flags: re(".*(UH|UF|UC|NR|NC).*"),
    })
    .sumBy(...SERVICE);
}

/** TCP connections a second that clients open. */
export function tcpConnections(scope: Scope): Instant<ServiceLabel> {
  return tcpOpenedRate.query
    .where({ reporter: "source", ...of(scope) })
    .sumBy(...SERVICE);
}
