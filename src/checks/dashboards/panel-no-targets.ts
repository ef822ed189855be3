import type { Check } from "../check";
import { dashboardYaml, panel } from "./example";
import { panelsOf, showsNumbers } from "./parts";

export const panelNoTargets: Check = {
  id: "dashboard/panel-no-targets",
  severity: "warning",
  demands: "A panel that shows numbers has a query.",
  why: "Without one it stays empty.",
  bad: dashboardYaml([panel(), panel({ id: 2, targets: [] })]),
  says: 'panel "Requests": got no query, expected one',
  good: dashboardYaml([panel(), panel({ id: 2 })]),
  run(index, report) {
    for (const { dashboard, panel } of panelsOf(index)) {
      const { targets = [], object, path, called } = panel;
      if (
        showsNumbers(panel) &&
        targets.length === 0 &&
        object["snapshotData"] === undefined
      )
        report(
          dashboard.manifest,
          path,
          `${called}: got no query, expected one`,
          "give it targets, or leave the panel out",
        );
    }
  },
};
