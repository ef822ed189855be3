import type { Index } from "../../manifests/index-of";
import { dashboardQueries } from "../dashboards/queries";
import type { Query } from "./query";
import { rulesOf } from "./rules";

const known = new WeakMap<Index, readonly Query[]>();

/** Everything that Prometheus is asked: by rules, and by dashboards. */
export function queriesOf(index: Index): readonly Query[] {
  const before = known.get(index);
  if (before) return before;
  const queries = [...rulesOf(index), ...dashboardQueries(index)];
  known.set(index, queries);
  return queries;
}
