import { goneOf } from "../../metrics/gone";
import type { Check } from "../check";
import { alertYaml } from "./example";
import { meshFacts } from "./mesh-facts";
import { reportAt } from "./report-at";

export const goneMetric: Check = {
  id: "istio/gone-metric",
  severity: "warning",
  demands: "Queries read no metric that Istio once had.",
  why: "Rules and dashboards live longer than metrics. What is gone gives nothing, so the alert never fires.",
  bad: alertYaml("rate(pilot_xds_push_errors[5m]) > 0"),
  says: "alert Down: got pilot_xds_push_errors, but no Istio emits it",
  good: alertYaml('rate(pilot_xds_pushes{type=~".*_senderr"}[5m]) > 0'),
  run(index, report) {
    const { recorded } = meshFacts(index);
    return (query) => {
      const all = query.nodes();
      // Written for old and new Istio alike.
      if (all.some((node) => node.kind === "binary" && node.op === "or"))
        return;
      for (const node of all) {
        if (node.kind !== "selector") continue;
        const { metric = "" } = node;
        const gone = goneOf(metric);
        if (!gone || recorded.has(metric)) continue;
        reportAt(
          report,
          query,
          query.spanOf(node),
          `got ${metric}, but ${gone.reason}`,
          gone.instead,
        );
      }
    };
  },
};
