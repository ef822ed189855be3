import type { Check } from "../check";
import { dashboardYaml, panel } from "./example";
import { panelsOf, showsNumbers } from "./parts";

export const panelTitleDescription: Check = {
  id: "dashboard/panel-title-description",
  severity: "info",
  demands: "A panel has a title and a description.",
  why: "At night somebody reads it who did not write it.",
  bad: dashboardYaml([panel({ description: "" })]),
  says: 'panel "Requests": got no description, expected one',
  good: dashboardYaml([panel()]),
  run(index, report) {
    for (const { dashboard, panel } of panelsOf(index)) {
      if (!showsNumbers(panel)) continue;
      const { title, description, called, path } = panel;
      const missing = [
        ...(title === "" ? ["title"] : []),
        ...(description === "" ? ["description"] : []),
      ];
      if (missing.length > 0)
        report(
          dashboard.manifest,
          path,
          `${called}: got no ${missing.join(" and no ")}, expected ${missing.length === 1 ? "one" : "both"}`,
          "say what it shows, and what to do when it looks unusual",
        );
    }
  },
};
