import type { Index } from "../../manifests/index-of";
import { dashboardQueries, type DashboardQuery } from "../dashboards/queries";
import { readRule, type Rule } from "./rule";
import { rulesOf } from "./rules";

export type AnyQuery = Rule | DashboardQuery;

/** Everything that Prometheus is asked, by rules and by dashboards, each read when it comes. */
export function* queriesOf(index: Index): Generator<AnyQuery, void> {
  for (const rule of rulesOf(index)) yield readRule(rule);
  yield* dashboardQueries(index);
}

/** Whether a rule asks, not a dashboard. */
export function isRule(query: AnyQuery): query is Rule {
  return query.kind === "alert" || query.kind === "record";
}
