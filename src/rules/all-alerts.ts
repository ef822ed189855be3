import type { Alert, Proof, Runbook } from "../alerts/alert";
import type { DashboardName } from "../mesh/dashboards";
import { burns } from "../slo/windows";
import { burnAlert } from "../slo/alerts";
import { MESH_ALERTS } from "./mesh-rules";
import { CANARY_ALERTS, SERVICE_ALERTS } from "./service-rules";

/** What is known of an alert whatever it is about. */
export interface AnyAlert {
  readonly name: string;
  readonly about: "mesh" | "service" | "canary" | "objective";
  readonly for: string;
  readonly summary: string;
  readonly dashboard: DashboardName;
  readonly runbook: Runbook;
  readonly proof: Proof;
}

/** Every alert there is, once. */
export const ALL_ALERTS: readonly AnyAlert[] = [
  ...Object.values(MESH_ALERTS).flatMap((all) => about("mesh", all)),
  ...about("service", SERVICE_ALERTS),
  ...about("canary", CANARY_ALERTS),
  ...about("objective", burns("30d").map(burnAlert)),
];

function about<S>(
  subject: AnyAlert["about"],
  alerts: readonly Alert<S>[],
): readonly AnyAlert[] {
  return alerts.map(
    ({ name, for: wait, summary, dashboard, runbook, proof }) => ({
      name,
      about: subject,
      for: wait,
      summary,
      dashboard,
      runbook,
      proof,
    }),
  );
}
