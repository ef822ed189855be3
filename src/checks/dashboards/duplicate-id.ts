import type { Panel } from "../../manifests/dashboards/dashboard";
import { dashboardsOf } from "../../manifests/dashboards/read";
import type { Check } from "../check";
import { dashboardYaml, panel } from "./example";

export const duplicateId: Check = {
  id: "dashboard/duplicate-id",
  severity: "warning",
  demands: "Panels of a dashboard have ids of their own.",
  why: "A link to a panel, or another panel that shows its data, gets the first of the two.",
  bad: dashboardYaml([panel(), panel({ title: "Errors" })]),
  says: 'panel "Errors": got the id 1, which panel "Requests" has',
  good: dashboardYaml([panel(), panel({ title: "Errors", id: 2 })]),
  run(index, report) {
    for (const { manifest, panels } of dashboardsOf(index)) {
      const first = new Map<number, Panel>();
      for (const one of panels) {
        const { id, path, called } = one;
        if (id === undefined) continue;
        const before = first.get(id);
        if (!before) first.set(id, one);
        else
          report(
            manifest,
            [...path, "id"],
            `${called}: got the id ${id}, which ${before.called} has`,
            "give it an id of its own, or leave the ids out",
          );
      }
    }
  },
};
