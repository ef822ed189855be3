import { isVariable } from "../../promql/duration";
import type { Check } from "../check";
import { dashboardYaml, panelOf } from "./example";
import { reportAt } from "../promql/report-at";

export const targetRateInterval: Check = {
  id: "dashboard/target-rate-interval",
  severity: "info",
  demands:
    "A rate is over $__rate_interval, or over a window that people pick.",
  why: "A fixed window skips samples between the points of a long range of time; $__interval is shorter than a scrape on a short one, where nothing is shown.",
  bad: dashboardYaml([panelOf("sum(rate(http_requests_total[5m]))")]),
  says: 'panel "Requests": got rate over 5m, expected $__rate_interval',
  good: dashboardYaml([
    panelOf("sum(rate(http_requests_total[$__rate_interval]))"),
  ]),
  run(_, report) {
    return (query) => {
      if (query.kind !== "panel") return;
      for (const node of query.nodes()) {
        if (node.kind !== "call" || !/^i?rate$/.test(node.func)) continue;
        const [range] = node.args;
        if (range?.kind !== "range") continue;
        const { duration } = range;
        const short = /^\$\{?__interval\}?$/.test(duration);
        if (isVariable(duration) && !short) continue;
        reportAt(
          report,
          query,
          query.spanOf(range),
          `got ${node.func} over ${duration}, expected $__rate_interval`,
          "write [$__rate_interval], which is at least four scrapes long",
          short ? "warning" : "info",
        );
      }
    };
  },
};
