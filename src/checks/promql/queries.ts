import type { Index } from "../../manifests/index-of";
import { dashboardQueries, type DashboardQuery } from "../dashboards/queries";
import { rulesOf, type Rule } from "./rules";

const known = new WeakMap<Index, readonly (Rule | DashboardQuery)[]>();

/** Everything that Prometheus is asked: by rules, and by dashboards. */
export function queriesOf(index: Index): readonly (Rule | DashboardQuery)[] {
  const before = known.get(index);
  if (before) return before;
  const queries = [...rulesOf(index), ...dashboardQueries(index)];
  known.set(index, queries);
  return queries;
}
