import { milliseconds } from "../../promql/duration";
import type { Check } from "../check";
import { recordYaml, serverYaml } from "./example";
import { prometheusFacts } from "./prometheus-facts";
import { reportAt } from "./report-at";

export const offset: Check = {
  id: "promql/offset",
  severity: "warning",
  demands: "An offset reaches no further back than Prometheus keeps samples.",
  why: "Beyond that there is nothing, so neither has the query a result. Checked where a Prometheus is among what was read.",
  bad:
    serverYaml({ retention: "15d" }) + recordYaml("errors - errors offset 30d"),
  says: "recording shop:result:sum: got an offset of 30d, but Prometheus keeps samples for 15d",
  good:
    serverYaml({ retention: "15d" }) + recordYaml("errors - errors offset 7d"),
  run(index, report) {
    const { retention } = prometheusFacts(index);
    if (!retention) return undefined;
    return (query) => {
      for (const node of query.nodes()) {
        if (node.kind !== "selector" && node.kind !== "subquery") continue;
        const { offset: back = "" } = node;
        if ((milliseconds(back) ?? 0) <= retention.size) continue;
        reportAt(
          report,
          query,
          query.spanOf(node),
          `got an offset of ${back}, but Prometheus keeps samples for ${retention.text}`,
          "look back less, or set a longer retention",
        );
      }
    };
  },
};
