import type { Check } from "../check";
import { recordYaml } from "./example";
import { reportAt } from "./report-at";

export const selector: Check = {
  id: "promql/selector",
  severity: "warning",
  demands: "A selector names its metric.",
  why: "One without reads every metric with these labels at each evaluation, and mixes what they measure. Which labels a selector needs besides is a rule of your own.",
  bad: recordYaml('count by (job) ({namespace="shop"})'),
  says: "recording shop:result:sum: got a selector without a metric, which reads every metric that has its labels",
  good: recordYaml('count by (job) (up{namespace="shop"})'),
  run(index, report) {
    return (query) => {
      // A variable may ask for the labels of everything.
      if (query.kind === "variable") return;
      const all = query.nodes();
      // The second operand of info picks labels, not series.
      const picking = new Set(
        all.flatMap((node) =>
          node.kind === "call" && node.func === "info"
            ? node.args.slice(1)
            : [],
        ),
      );
      for (const node of all)
        if (
          node.kind === "selector" &&
          node.metric === undefined &&
          !picking.has(node) &&
          node.matchers.every(({ label }) => label !== "__name__")
        )
          reportAt(
            report,
            query,
            query.spanOf(node),
            "got a selector without a metric, which reads every metric that has its labels",
            "write the metric's name before it",
          );
    };
  },
};
