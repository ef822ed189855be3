import type { Check } from "./check";
import { DASHBOARD_CHECKS } from "./dashboards/list";
import { ISTIO_CHECKS } from "./istio/list";
import { PROMQL_CHECKS } from "./promql/list";
import { SCHEMA_CHECKS } from "./schema/list";

/** Every check, a family a line. */
export const ALL_CHECKS: readonly Check[] = [
  ...SCHEMA_CHECKS,
  ...ISTIO_CHECKS,
  ...PROMQL_CHECKS,
  ...DASHBOARD_CHECKS,
];
