import type { Check } from "../check";
import { dashboardYaml, panel } from "./example";
import { panelsOf } from "./parts";

export const removedPanel: Check = {
  id: "dashboard/removed-panel",
  severity: "warning",
  demands: "A panel is of a type that Grafana still has.",
  why: "Panels made with Angular are off since Grafana 11 and gone since 12. Some are changed on loading, and their settings are lost in part.",
  bad: dashboardYaml([panel({ type: "graph" })]),
  says: 'panel "Requests": got the type graph, which Grafana 12 no longer has',
  good: dashboardYaml([panel()]),
  run(index, report) {
    for (const { dashboard, panel } of panelsOf(index)) {
      const today = TODAY[panel.type];
      if (today !== undefined)
        report(
          dashboard.manifest,
          [...panel.path, "type"],
          `${panel.called}: got the type ${panel.type}, which Grafana 12 no longer has`,
          `make it a ${today} panel`,
        );
    }
  },
};

/** https://grafana.com/docs/grafana/latest/developers/angular_deprecation/angular-plugins/ */
const TODAY: Readonly<Record<string, string | undefined>> = {
  graph: "timeseries",
  singlestat: "stat",
  "table-old": "table",
  "grafana-singlestat-panel": "stat",
  "grafana-piechart-panel": "piechart",
  "grafana-worldmap-panel": "geomap",
};
