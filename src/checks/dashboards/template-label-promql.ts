import { dashboardsOf } from "../../manifests/dashboards/read";
import { queriesPrometheus } from "../../manifests/dashboards/source-of";
import type { Check } from "../check";
import { dashboardYaml, panelOf, variable } from "./example";
import { reportAt } from "../promql/report-at";
import { readVariableQuery } from "./variable-query";

const USED = panelOf(
  'sum(rate(http_requests_total{path=~"$path"}[$__rate_interval]))',
);

export const templateLabelPromql: Check = {
  id: "dashboard/template-label-promql",
  severity: "error",
  demands:
    "A variable asks Prometheus for its values in a way that it answers.",
  why: "Without values there is nothing to pick, and every panel that uses the variable is empty.",
  bad: dashboardYaml(
    [USED],
    [variable("path", "label_values(http_requests_total{code=200}, path)")],
  ),
  says: 'variable path: got "200" after "=", expected a text in quotes',
  good: dashboardYaml(
    [USED],
    [variable("path", 'label_values(http_requests_total{code="200"}, path)')],
  ),
  run(index, report) {
    for (const dashboard of dashboardsOf(index))
      for (const one of dashboard.variables) {
        if (!queriesPrometheus(one, dashboard)) continue;
        const { problem } = readVariableQuery(one.query);
        if (problem !== undefined)
          report(
            dashboard.manifest,
            one.queryPath,
            `variable ${one.name}: got ${problem}, expected the name of a label`,
            "write label_values(metric, label)",
          );
      }
    return (query) => {
      if (query.kind !== "variable") return;
      for (const { span, message, fix } of query.problems)
        reportAt(report, query, span, message, fix);
    };
  },
};
