import type {
  Dashboard,
  Panel,
  Target,
} from "../../manifests/dashboards/dashboard";
import {
  asksPrometheus,
  queriesPrometheus,
} from "../../manifests/dashboards/source-of";
import { dashboardsOf } from "../../manifests/dashboards/read";
import type { Index } from "../../manifests/index-of";
import type { Path } from "../../manifests/manifest";
import { parsePanel, type ParsedPanel } from "../../promql/parse-panel";
import { readVariableQuery } from "./variable-query";

/** What a dashboard asks Prometheus, and what came of reading it. */
export interface DashboardQuery extends ParsedPanel {
  readonly dashboard: Dashboard;
  /** Absent where a variable asks. */
  readonly panel?: Panel;
  readonly target?: Target;
  /** As messages name who asks: `panel "Requests"`. */
  readonly called: string;
  /** The text that holds the query. */
  readonly path: Path;
  /** The query, as it is written. */
  readonly text: string;
}

const known = new WeakMap<Index, readonly DashboardQuery[]>();

/** Every query of panels and of variables that asks Prometheus. */
export function queriesIn(index: Index): readonly DashboardQuery[] {
  const before = known.get(index);
  if (before) return before;
  const queries = dashboardsOf(index).flatMap((dashboard) => [
    ...ofVariables(dashboard),
    ...dashboard.panels.flatMap((panel) => ofPanel(dashboard, panel)),
  ]);
  known.set(index, queries);
  return queries;
}

/** Those of panels alone. */
export function panelQueries(
  index: Index,
): readonly (DashboardQuery &
  Required<Pick<DashboardQuery, "panel" | "target">>)[] {
  return queriesIn(index).flatMap((query) => {
    const { panel, target } = query;
    return panel && target ? [{ ...query, panel, target }] : [];
  });
}

function ofPanel(
  dashboard: Dashboard,
  panel: Panel,
): readonly DashboardQuery[] {
  return (panel.targets ?? []).flatMap((target) =>
    asksPrometheus(target, dashboard)
      ? [
          {
            dashboard,
            panel,
            target,
            called: panel.called,
            path: target.exprPath,
            text: target.expr,
            ...parsePanel(target.expr),
          },
        ]
      : [],
  );
}

function ofVariables(dashboard: Dashboard): readonly DashboardQuery[] {
  return dashboard.variables.flatMap((variable) => {
    if (!queriesPrometheus(variable, dashboard)) return [];
    const { query, name, queryPath } = variable;
    const { inner, offset } = readVariableQuery(query);
    if (inner === undefined) return [];
    const parsed = parsePanel(inner);
    return [
      {
        dashboard,
        called: `variable ${name}`,
        path: queryPath,
        text: query,
        ...parsed,
        back: (at: number) => offset + parsed.back(at),
      },
    ];
  });
}
