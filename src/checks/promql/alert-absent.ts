import { milliseconds } from "../../promql/duration";
import type { Check } from "../check";
import { alertYaml } from "./example";
import { reportAt } from "./report-at";
import { outermost } from "./source";

export const alertAbsent: Check = {
  id: "alerts/absent",
  severity: "warning",
  demands: "An alert on absent() waits for two scrapes.",
  why: "When Prometheus starts, rules run before all targets have been scraped, and everything is absent.",
  bad: alertYaml('absent(up{job="cart"})', { for: undefined }),
  says: "alert Down: got absent and no for, which fires when Prometheus starts and has not yet scraped its targets",
  good: alertYaml('absent(up{job="cart"})', { for: "5m" }),
  run(index, report) {
    return (rule) => {
      if (rule.kind !== "alert") return;
      const wait = rule.for === undefined ? 0 : milliseconds(rule.for);
      if (wait !== 0) return;
      for (const source of rule.sources()) {
        const last = outermost(source);
        if (last?.kind === "call" && last.func === "absent")
          reportAt(
            report,
            rule,
            rule.spanOf(last),
            "got absent and no for, which fires when Prometheus starts and has not yet scraped its targets",
            "add for: 2m",
          );
      }
    };
  },
};
