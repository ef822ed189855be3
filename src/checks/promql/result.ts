import { typeOf } from "../../promql/check";
import type { Check } from "../check";
import { recordYaml } from "./example";
import { isRule } from "./queries";
import { reportAt } from "./report-at";

export const result: Check = {
  id: "rule/result",
  severity: "error",
  demands: "A rule's expression is a vector or a number.",
  why: "Prometheus loads the rule, but each of its evaluations fails: a range of samples or a text is no result.",
  bad: recordYaml("requests_total[5m]"),
  says: "recording shop:result:sum: got a range of samples, expected a vector or a number",
  good: recordYaml("increase(requests_total[5m])"),
  run(_, report) {
    return (rule) => {
      if (!isRule(rule)) return;
      const { expr } = rule;
      const type = expr && typeOf(expr);
      if (type !== "range" && type !== "string") return;
      reportAt(
        report,
        rule,
        expr && rule.spanOf(expr),
        `got ${type === "range" ? "a range of samples" : "a text"}, expected a vector or a number`,
        type === "range"
          ? "put it into a function, like increase(…) or avg_over_time(…)"
          : "write a query",
      );
    };
  },
};
