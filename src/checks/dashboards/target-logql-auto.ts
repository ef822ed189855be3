import { milliseconds } from "../../promql/duration";
import { tokens } from "../../promql/token";
import type { Check } from "../check";
import { logsYaml } from "./example";
import { logTargets, placeIn } from "./logs";

export const targetLogqlAuto: Check = {
  id: "dashboard/target-logql-auto",
  severity: "info",
  demands: "A query to Loki counts over $__auto.",
  why: "That is the step of a graph and the whole range of a number; a fixed window leaves lines out, or counts them several times.",
  bad: logsYaml('sum(count_over_time({app="cart"}[5m]))'),
  says: 'panel "Requests": got a window of 5m, expected $__auto',
  good: logsYaml('sum(count_over_time({app="cart"}[$__auto]))'),
  run(index, report) {
    for (const one of logTargets(index)) {
      const { expr, exprPath } = one.target;
      if (expr.includes("$__auto")) continue;
      for (const { text, from } of fixedWindows(expr))
        report(
          one.dashboard.manifest,
          exprPath,
          `${one.panel.called}: got a window of ${text}, expected $__auto`,
          "write [$__auto]",
          undefined,
          placeIn(one, from),
        );
    }
  },
};

/** Durations in brackets of their own. */
function fixedWindows(expr: string) {
  const all = tokens(expr);
  return all.filter(
    ({ text }, index) =>
      milliseconds(text) !== undefined &&
      all[index - 1]?.text === "[" &&
      all[index + 1]?.text === "]",
  );
}
