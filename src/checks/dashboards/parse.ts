import { findDashboards } from "../../manifests/dashboards/find";
import type { Check } from "../check";
import { configMapYaml } from "./example";

export const parse: Check = {
  id: "dashboard/parse",
  severity: "error",
  demands: "A dashboard is JSON.",
  why: "The ConfigMap is accepted, but Grafana leaves the dashboard out and says so in its log alone.",
  bad: configMapYaml("shop", '{ "title": "Shop", "panels": [], }'),
  says: "got what is no JSON: expected double-quoted property name",
  good: configMapYaml("shop", '{ "title": "Shop", "panels": [] }'),
  run(index, report) {
    for (const { manifest, path, offset, message } of findDashboards(index)
      .broken)
      report(
        manifest,
        path,
        `got what is no JSON: ${message}`,
        "mend the text here, or on the line before",
        undefined,
        manifest.within?.(path, offset),
      );
  },
};
