import type { Check } from "../check";
import { alertYaml } from "./example";
import { reportAt } from "./report-at";
import type { Source } from "./source";
import { outermost } from "./source";

export const alertComparison: Check = {
  id: "alerts/comparison",
  severity: "warning",
  demands: "An alert's query gives results only where something is wrong.",
  why: "Prometheus fires an alert for every series that its query gives, whatever the value.",
  bad: alertYaml("up"),
  says: "alert Down: got a query without a condition, which fires for every series that it finds",
  good: alertYaml("up == 0"),
  run(index, report) {
    return (rule) => {
      if (rule.kind !== "alert") return;
      const sources = rule.sources();
      const alone = sources.length === 1;
      const seen = new Set<string>();
      for (const source of sources) {
        const message = problemOf(source, alone);
        if (message === undefined || seen.has(message)) continue;
        seen.add(message);
        reportAt(
          report,
          rule,
          alone ? undefined : rule.spanOf(source.node),
          `got ${message}`,
          "compare the result with a threshold, like > 0",
        );
      }
    };
  },
};

function problemOf(source: Source, alone: boolean): string | undefined {
  const { dead, unless, joins, always, condition, bool } = source;
  if (dead !== undefined || unless.length > 0) return undefined;
  if (joins.some((one) => !one.dead && one.source.condition)) return undefined;
  const last = outermost(source);
  if (
    last?.kind === "call" &&
    (last.func === "absent" || last.func === "absent_over_time")
  )
    return undefined;
  if (always && !condition)
    return alone
      ? "a query that always has a result, so that it always fires"
      : "a part after or that always has a result, so that it fires whenever the others have none";
  if (bool)
    return "a comparison with bool, which gives 0 or 1 but always a result, so that it always fires";
  return condition
    ? undefined
    : "a query without a condition, which fires for every series that it finds";
}
