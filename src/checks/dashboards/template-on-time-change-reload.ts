import { dashboardsOf } from "../../manifests/dashboards/read";
import type { Check } from "../check";
import { dashboardYaml, panelOf, variable } from "./example";

const USED = panelOf(
  'sum(rate(http_requests_total{path=~"$path"}[$__rate_interval]))',
);
const QUERY = "label_values(http_requests_total, path)";

export const templateOnTimeChangeReload: Check = {
  id: "dashboard/template-on-time-change-reload",
  severity: "info",
  demands: "Values of a variable are asked anew with each range of time.",
  why: "Otherwise what was there last week and is gone cannot be picked, and what is new is missing until the page is loaded again.",
  bad: dashboardYaml([USED], [variable("path", QUERY, { refresh: 1 })]),
  says: 'dashboard "Shop": got the variable path with refresh 1, expected 2',
  good: dashboardYaml([USED], [variable("path", QUERY)]),
  run(index, report) {
    for (const { manifest, called, variables } of dashboardsOf(index))
      for (const { path, name, type, refresh } of variables)
        if (type === "query" && refresh !== 2)
          report(
            manifest,
            [...path, "refresh"],
            `${called}: got the variable ${name} with refresh ${refresh}, expected 2`,
            'write "refresh": 2, "On time range change"',
          );
  },
};
