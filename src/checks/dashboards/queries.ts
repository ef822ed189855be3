import type {
  Dashboard,
  Panel,
  Target,
} from "../../manifests/dashboards/dashboard";
import { dashboardsOf } from "../../manifests/dashboards/read";
import {
  asksPrometheus,
  queriesPrometheus,
} from "../../manifests/dashboards/source-of";
import type { Index } from "../../manifests/index-of";
import type { Expr } from "../../promql/ast";
import { nodes } from "../../promql/fold";
import { isAboutVariable } from "../../promql/interpolate";
import { parsePanel } from "../../promql/parse-panel";
import type { Query } from "../promql/query";
import type { Source } from "../promql/source";
import { sourcesOf } from "../promql/sources";
import { readVariableQuery } from "./variable-query";

/** What a panel asks Prometheus. */
export interface PanelQuery extends Query {
  readonly kind: "panel";
  readonly dashboard: Dashboard;
  readonly panel: Panel;
  readonly target: Target;
}

/** What Prometheus is asked for the values of a variable. */
export interface VariableQuery extends Query {
  readonly kind: "variable";
}

export type DashboardQuery = PanelQuery | VariableQuery;

/** Every query of panels and of variables that asks Prometheus, each read when it comes. */
export function* dashboardQueries(
  index: Index,
): Generator<DashboardQuery, void> {
  for (const dashboard of dashboardsOf(index)) {
    yield* ofVariables(dashboard);
    for (const panel of dashboard.panels) yield* ofPanel(dashboard, panel);
  }
}

function ofPanel(dashboard: Dashboard, panel: Panel): readonly PanelQuery[] {
  return (panel.targets ?? []).flatMap((target) =>
    asksPrometheus(target, dashboard)
      ? [
          {
            kind: "panel",
            dashboard,
            panel,
            target,
            manifest: dashboard.manifest,
            at: () => target.exprPath,
            called: panel.called,
            ...read(target.expr, 0),
          },
        ]
      : [],
  );
}

function ofVariables(dashboard: Dashboard): readonly VariableQuery[] {
  return dashboard.variables.flatMap((variable) => {
    if (!queriesPrometheus(variable, dashboard)) return [];
    const { inner, offset } = readVariableQuery(variable.query);
    if (inner === undefined) return [];
    return [
      {
        kind: "variable",
        manifest: dashboard.manifest,
        at: () => variable.queryPath,
        called: `variable ${variable.name}`,
        ...read(inner, offset),
      },
    ];
  });
}

/** An expression that begins somewhere in the text that holds it. */
function read(
  text: string,
  offset: number,
): Pick<
  Query,
  "expr" | "problems" | "spanOf" | "nodes" | "sources" | "written" | "back"
> {
  const { expr, problems, spanOf, whole, back } = parsePanel(text);
  let all: readonly Expr[] | undefined;
  let sources: readonly Source[] | undefined;
  return {
    ...(expr && { expr }),
    problems,
    spanOf,
    nodes: () => (all ??= expr ? nodes(expr) : []),
    sources: () => (sources ??= expr ? sourcesOf(expr) : []),
    written: ({ from, to }) => {
      const part = whole.slice(from, to);
      return isAboutVariable(/^[\w:(]*/.exec(part)?.[0] ?? "")
        ? part
        : text.slice(back(from), back(to));
    },
    back: (at) => offset + back(at),
  };
}
