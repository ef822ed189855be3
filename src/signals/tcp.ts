import type { Instant } from "../promql/build";
import { re } from "../promql/build";
import type { ServiceLabel } from "./base";
import { SERVICE, tcpClosedRate } from "./base";
import type { Target } from "./requests";

/** TCP connections a second that found no server, or were cut off by it. */
export function tcpFailures({
  namespace,
  service,
}: Target): Instant<ServiceLabel> {
  return tcpClosedRate.query
    .where({
      reporter: "source",
      destination_service_name: service,
      destination_service_namespace: namespace,
      response_flags: re(".*(UH|UF|UC|NR|NC).*"),
    })
    .sumBy(...SERVICE);
}
