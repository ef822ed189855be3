import { milliseconds } from "../../promql/duration";
import type { Check } from "../check";
import { recordYaml, serverYaml } from "./example";
import { prometheusFacts } from "./prometheus-facts";
import { reportAt } from "./report-at";

export const rangeQuery: Check = {
  id: "promql/range_query",
  severity: "warning",
  demands: "A range is no longer than Prometheus keeps samples.",
  why: "The older part of it is gone, so the result speaks of a shorter time than it says. Checked where a Prometheus is among what was read.",
  bad:
    serverYaml({ retention: "15d" }) + recordYaml("sum_over_time(errors[30d])"),
  says: "recording shop:result:sum: got a range of 30d, but Prometheus keeps samples for 15d",
  good:
    serverYaml({ retention: "15d" }) + recordYaml("sum_over_time(errors[7d])"),
  run(index, report) {
    const { retention } = prometheusFacts(index);
    if (!retention) return undefined;
    return (query) => {
      for (const node of query.nodes()) {
        if (node.kind !== "range" && node.kind !== "subquery") continue;
        if ((milliseconds(node.duration) ?? 0) <= retention.size) continue;
        reportAt(
          report,
          query,
          query.spanOf(node),
          `got a range of ${node.duration}, but Prometheus keeps samples for ${retention.text}`,
          "ask for less, or set a longer retention",
        );
      }
    };
  },
};
