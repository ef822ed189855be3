import type {
  Dashboard,
  Datasource,
} from "../../manifests/dashboards/dashboard";
import { sourceKind, variableIn } from "../../manifests/dashboards/source-of";
import type { Check } from "../check";
import { dashboardYaml, panel } from "./example";
import { panelsOf } from "./parts";

export const panelDatasource: Check = {
  id: "dashboard/panel-datasource",
  severity: "info",
  demands: "A panel takes its data source from a variable.",
  why: "An id of one Grafana is unknown to the next, where the panel then stays empty.",
  bad: dashboardYaml([panel(), panel({ id: 2, datasource: "Prometheus" })]),
  says: 'panel "Requests": got the data source "Prometheus", expected a variable',
  good: dashboardYaml([panel(), panel({ id: 2 })]),
  run(index, report) {
    for (const { dashboard, panel } of panelsOf(index)) {
      const { type, object, path, called, datasource, targets = [] } = panel;
      if (!TYPES.has(type) || object["libraryPanel"] !== undefined) continue;
      const own = sourceKind(datasource, dashboard);
      if (own === "grafana") continue;
      // A mixed panel leaves it to each of its queries.
      const places =
        own === "mixed"
          ? targets.map((one) => [one.path, one.datasource] as const)
          : [[path, datasource] as const];
      for (const [at, source] of places)
        if (!isTemplated(source, dashboard))
          report(
            dashboard.manifest,
            [...at, "datasource"],
            `${called}: got ${shown(source)}, expected a variable`,
            `write "datasource": { "uid": "\${${nameIn(dashboard)}}" }`,
          );
    }
  },
};

/** A variable that does not exist is another matter; what is Grafana's own is everywhere. */
function isTemplated(
  source: Datasource | undefined,
  dashboard: Dashboard,
): boolean {
  const { variables, inputs } = dashboard;
  if (sourceKind(source, dashboard) === "grafana") return true;
  const name = variableIn(source?.uid ?? "");
  if (name === undefined) return false;
  const meant = variables.find((one) => one.name === name);
  return meant ? meant.type === "datasource" : !inputs.has(name);
}

/** The variable that there is, or the one that there should be. */
function nameIn({ variables }: Dashboard): string {
  return (
    variables.find(({ type }) => type === "datasource")?.name ?? "datasource"
  );
}

function shown(source: Datasource | undefined): string {
  return source
    ? `the data source ${JSON.stringify(source.uid)}`
    : "no data source";
}

const TYPES: ReadonlySet<string> = new Set([
  "singlestat",
  "graph",
  "table",
  "timeseries",
]);
