import type { Variable } from "../../manifests/dashboards/dashboard";
import { dashboardsOf } from "../../manifests/dashboards/read";
import type { Check } from "../check";
import { dashboardYaml, dataSource, panel } from "./example";

export const templateDatasource: Check = {
  id: "dashboard/template-datasource",
  severity: "info",
  demands:
    "A dashboard has a variable for its data source, called datasource or by its type.",
  why: "Without one it works in one Grafana only; under one name everywhere, links between dashboards keep the choice.",
  bad: dashboardYaml([panel()], [], {
    templating: { list: [dataSource("prometheus", "prom")] },
  }).replaceAll("${datasource}", "${prom}"),
  says: 'dashboard "Shop": got the data source variable prom, expected the name datasource or prometheus_datasource',
  good: dashboardYaml([panel()]),
  run(index, report) {
    for (const dashboard of dashboardsOf(index)) {
      const { manifest, path, called, panels, variables } = dashboard;
      const sources = variables.filter(({ type }) => type === "datasource");
      const asks = panels.some(({ targets }) => (targets ?? []).length > 0);
      if (sources.length === 0 && asks)
        report(
          manifest,
          path,
          `${called}: got no variable for the data source, expected one`,
          "add a variable of the type datasource, and use it in every panel",
        );
      for (const one of sources)
        for (const [message, fix] of problemsOf(one, sources.length === 1))
          report(manifest, one.path, `${called}: ${message}`, fix);
    }
  },
};

function problemsOf(
  { name, label, query }: Variable,
  alone: boolean,
): readonly (readonly [message: string, fix: string])[] {
  const names = [
    ...(alone ? ["datasource"] : []),
    `${query.toLowerCase()}_datasource`,
  ];
  const labels = [
    ...(alone ? ["Data source"] : []),
    `${query.charAt(0).toUpperCase()}${query.slice(1)} data source`,
  ];
  const found: (readonly [string, string])[] = [];
  if (!names.includes(name))
    found.push([
      `got the data source variable ${name}, expected the name ${names.join(" or ")}`,
      `call it ${names[0] ?? ""}, and use that name in every panel`,
    ]);
  if (!labels.includes(label))
    found.push([
      `got the data source variable ${name} labelled ${JSON.stringify(label)}, expected ${labels.map((one) => JSON.stringify(one)).join(" or ")}`,
      `write "label": ${JSON.stringify(labels[0])}`,
    ]);
  return found;
}
