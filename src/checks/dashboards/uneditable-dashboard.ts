import { dashboardsOf } from "../../manifests/dashboards/read";
import type { Check } from "../check";
import { dashboardYaml, panel } from "./example";

export const uneditableDashboard: Check = {
  id: "dashboard/uneditable-dashboard",
  severity: "info",
  demands: "A dashboard that is kept in files cannot be edited in Grafana.",
  why: "What somebody changes there is gone with the next file.",
  bad: dashboardYaml([panel()], [], { editable: true }),
  says: 'dashboard "Shop": got editable true, expected false',
  good: dashboardYaml([panel()]),
  run(index, report) {
    for (const { manifest, path, called, object } of dashboardsOf(index))
      if (object["editable"] === true)
        report(
          manifest,
          [...path, "editable"],
          `${called}: got editable true, expected false`,
          'write "editable": false',
        );
  },
};
