import type { Check } from "../check";
import { recordYaml } from "./example";
import { isRule } from "./queries";
import { reportAt } from "./report-at";

export const syntax: Check = {
  id: "promql/syntax",
  severity: "error",
  demands: "Prometheus can read the expression.",
  why: "Prometheus does not load a file in which it cannot read one expression; a PrometheusRule of the operator is refused as a whole.",
  bad: recordYaml("sum(rate(requests_total[5m])"),
  says: "recording shop:result:sum: got ( that is never closed",
  good: recordYaml("sum(rate(requests_total[5m]))"),
  run(_, report) {
    return (rule) => {
      if (!isRule(rule)) return;
      for (const { span, message, fix } of rule.problems)
        reportAt(report, rule, span, message, fix);
    };
  },
};
