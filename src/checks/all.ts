import type { Check } from "./check";
import { DASHBOARD_CHECKS } from "./dashboards/list";
import { GITOPS_CHECKS } from "./gitops/list";
import { ISTIO_CHECKS } from "./istio/list";
import { PROMQL_CHECKS } from "./promql/list";
import { SCHEMA_CHECKS } from "./schema/list";
import { SECURITY_CHECKS } from "./security/list";

/** Every check, a family a line. */
export const ALL_CHECKS: readonly Check[] = [
  ...SCHEMA_CHECKS,
  ...ISTIO_CHECKS,
  ...PROMQL_CHECKS,
  ...SECURITY_CHECKS,
  ...GITOPS_CHECKS,
  ...DASHBOARD_CHECKS,
];
