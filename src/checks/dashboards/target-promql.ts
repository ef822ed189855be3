import type { Check } from "../check";
import { dashboardYaml, panelOf } from "./example";
import { targetsOf } from "./parts";
import { reportAt } from "../promql/report-at";

export const targetPromql: Check = {
  id: "dashboard/target-promql",
  severity: "error",
  demands: "Prometheus can read the query of a panel.",
  why: "The panel shows an error instead of data. Variables of Grafana are taken for what they can stand for.",
  bad: dashboardYaml([
    panelOf("sum(rate(http_requests_total[$__rate_interval])"),
  ]),
  says: 'panel "Requests": got ( that is never closed',
  good: dashboardYaml([
    panelOf("sum(rate(http_requests_total[$__rate_interval]))"),
  ]),
  run(index, report) {
    for (const { dashboard, panel, target } of targetsOf(index)) {
      const { panelId, datasource, path } = target;
      if (
        panelId !== undefined &&
        datasource?.uid === "-- Dashboard --" &&
        !dashboard.panels.some(({ id }) => id === panelId)
      )
        report(
          dashboard.manifest,
          [...path, "panelId"],
          `${panel.called}: got the data of panel ${panelId}, which the dashboard does not have`,
          "name the id of a panel",
        );
    }
    return (query) => {
      if (query.kind !== "panel") return;
      for (const { span, message, fix } of query.problems)
        reportAt(report, query, span, message, fix);
    };
  },
};
