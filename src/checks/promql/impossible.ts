import type { Check } from "../check";
import { recordYaml } from "./example";
import { reportInferred } from "./inferences";
import { reportAt } from "./report-at";

export const impossible: Check = {
  id: "promql/impossible",
  severity: "error",
  demands: "Every part of a query can have a result.",
  why: "A label that was taken away, or a comparison that is never true, leaves the rule silent for ever.",
  bad: recordYaml("sum by (job) (sum by (pod) (requests))"),
  says: "recording shop:result:sum: got the label job, but sum by leaves pod",
  good: recordYaml("sum by (job) (sum by (pod, job) (requests))"),
  run(index, report) {
    const inferred = reportInferred(index, report, [
      "label-gone",
      "quantile-without-le",
      "quantile-out-of-range",
      "divided-by-itself",
      "regex-invalid",
    ]);
    return (query) => {
      inferred(query);
      // One part may be dead for a reason: `(a or vector(0)) > 5`.
      const sources = query.sources();
      const [first] = sources;
      if (first && sources.every(({ dead }) => dead !== undefined))
        reportAt(
          report,
          query,
          query.expr && query.spanOf(query.expr),
          `got a query that never has a result: ${first.dead}`,
          "mend the comparison",
        );
    };
  },
};
