import type { Dashboard, Variable } from "../../manifests/dashboards/dashboard";
import { dashboardsOf } from "../../manifests/dashboards/read";
import { sourceKind, variableIn } from "../../manifests/dashboards/source-of";
import type { Check } from "../check";
import { dashboardYaml, panelOf, variable } from "./example";

/** The check of the variable that picks a label which Prometheus itself adds. */
export function templateLabel(label: "job" | "instance"): Check {
  const title = label === "job" ? "Job" : "Instance";
  const query = `label_values(up, ${label})`;
  const used = panelOf(
    `sum(rate(http_requests_total{${label}=~"$${label}"}[$__rate_interval]))`,
  );
  return {
    id: `dashboard/template-${label}`,
    severity: "info",
    demands: `A variable ${label} lets people pick several, or all.`,
    why: `Who looks at a dashboard wants one ${label}, or some, or the whole. A dashboard without such a variable needs none: Istio's are by workload and service.`,
    bad: dashboardYaml([used], [variable(label, query, { allValue: ".*" })]),
    says: `dashboard "Shop": got the variable ${label} with the value ".*" for all, expected ".+"`,
    good: dashboardYaml([used], [variable(label, query)]),
    run(index, report) {
      for (const dashboard of dashboardsOf(index))
        for (const one of dashboard.variables) {
          if (one.name !== label || !ofPrometheus(one, dashboard)) continue;
          for (const [message, fix] of problemsOf(one, title, dashboard))
            report(
              dashboard.manifest,
              one.path,
              `${dashboard.called}: got the variable ${label} ${message}`,
              fix,
            );
        }
    },
  };
}

function ofPrometheus(one: Variable, dashboard: Dashboard): boolean {
  return ["prometheus", "unknown"].includes(
    sourceKind(one.datasource, dashboard),
  );
}

function problemsOf(
  { datasource, type, label, multi, includeAll, allValue }: Variable,
  title: string,
  { variables }: Dashboard,
): readonly (readonly [message: string, fix: string])[] {
  const found: (readonly [string, string])[] = [];
  const source = variableIn(datasource?.uid ?? "");
  const templated = variables.some(
    (one) => one.type === "datasource" && one.name === source,
  );
  if (type === "query" && !templated)
    found.push([
      `from the data source ${JSON.stringify(datasource?.uid ?? "")}, expected the variable of the data source`,
      'write "datasource": { "type": "prometheus", "uid": "${datasource}" }',
    ]);
  if (type !== "query")
    found.push([
      `of the type ${type}, expected query`,
      "let Prometheus say which there are",
    ]);
  if (label !== title)
    found.push([
      `labelled ${JSON.stringify(label)}, expected ${JSON.stringify(title)}`,
      `write "label": ${JSON.stringify(title)}`,
    ]);
  if (!multi)
    found.push(["for one value, expected several", 'write "multi": true']);
  if (includeAll && allValue !== ".+")
    found.push([
      `with the value ${JSON.stringify(allValue)} for all, expected ".+"`,
      'write "allValue": ".+", which also takes values that are new',
    ]);
  return found;
}
