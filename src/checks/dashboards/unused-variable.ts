import type { Dashboard } from "../../manifests/dashboards/dashboard";
import { dashboardsOf } from "../../manifests/dashboards/read";
import { isFields } from "../../manifests/fields";
import { variableUses } from "../../promql/grafana-variables";
import type { Check } from "../check";
import { dashboardYaml, dataSource, panel } from "./example";

const withSources = (...list: readonly Readonly<Record<string, unknown>>[]) =>
  dashboardYaml([panel()], [], { templating: { list } }).replaceAll(
    "${datasource}",
    "${prometheus_datasource}",
  );

export const unusedVariable: Check = {
  id: "dashboard/unused-variable",
  severity: "warning",
  demands: "The variable of a data source is used.",
  why: "People pick another data source and nothing changes.",
  bad: withSources(
    dataSource("prometheus", "prometheus_datasource"),
    dataSource("loki", "loki_datasource"),
  ),
  says: 'dashboard "Shop": got the variable loki_datasource, which nothing uses',
  good: withSources(dataSource("prometheus", "prometheus_datasource")),
  run(index, report) {
    for (const dashboard of dashboardsOf(index)) {
      const sources = dashboard.variables.filter(
        ({ type }) => type === "datasource",
      );
      if (sources.length === 0) continue;
      const used = namesUsed(dashboard);
      for (const { name, path } of sources)
        if (!used.has(name))
          report(
            dashboard.manifest,
            path,
            `${dashboard.called}: got the variable ${name}, which nothing uses`,
            `write \${${name}} as the uid of panels' data sources, or leave the variable out`,
          );
    }
  },
};

/** Variables that any text of the dashboard uses, or that a panel is repeated by. */
function namesUsed({ object }: Dashboard): ReadonlySet<string> {
  const names = new Set<string>();
  const open: unknown[] = [object];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === "string")
      for (const { name } of variableUses(value)) names.add(name);
    else if (Array.isArray(value)) for (const one of value) open.push(one);
    else if (isFields(value)) {
      if (typeof value["repeat"] === "string") names.add(value["repeat"]);
      open.push(...Object.values(value));
    }
  }
  return names;
}
