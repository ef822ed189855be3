import type { Aggregate } from "../../promql/ast";
import { milliseconds } from "../../promql/duration";
import type { Check } from "../check";
import { rulesYaml } from "./example";
import { reportAt } from "./report-at";
import type { Rule } from "./rule";
import type { Source } from "./source";
import { outermost } from "./source";

export const fragile: Check = {
  id: "promql/fragile",
  severity: "warning",
  demands:
    "An alert's series do not change from one evaluation to the next for no reason of theirs.",
  why: "Another series is another alert: the one before resolves, the new one starts anew. And after a start of Prometheus one side of a ratio may know more targets than the other.",
  bad: rulesYaml([{ alert: "Slow", expr: "topk(3, request_seconds) > 5" }]),
  says: "alert Slow: got topk, which may pick other series every time, so that the alert flaps",
  good: rulesYaml([{ alert: "Slow", expr: "request_seconds > 5" }]),
  run(index, report) {
    return (rule) => {
      if (rule.kind !== "alert") return;
      for (const source of rule.sources()) {
        const picking = picks(source);
        if (picking)
          reportAt(
            report,
            rule,
            rule.spanOf(picking),
            `got ${picking.op}, which may pick other series every time, so that the alert flaps`,
            "compare all of them with a threshold",
          );
        if (!waits(rule) && comparesSums(source))
          reportAt(
            report,
            rule,
            rule.expr && rule.spanOf(rule.expr),
            `got a calculation with two aggregations and no for, which may fire when Prometheus starts and has not yet seen all targets`,
            "add for: 2m",
          );
      }
    };
  },
};

function picks(source: Source): Aggregate | undefined {
  const last = outermost(source);
  if (last?.kind !== "aggregate" || !PICKS.has(last.op)) return undefined;
  const possible = [...source.labels.values()].includes("maybe");
  return source.closed && !possible ? undefined : last;
}

const PICKS: ReadonlySet<string> = new Set([
  "topk",
  "bottomk",
  "limitk",
  "limit_ratio",
]);

function waits(rule: Rule): boolean {
  return rule.for !== undefined && (milliseconds(rule.for) ?? 0) > 0;
}

function comparesSums({ kind, condition, joins }: Source): boolean {
  return (
    kind === "aggregate" &&
    condition !== undefined &&
    joins.some(
      ({ source, added, depth, op }) =>
        source.kind === "aggregate" &&
        depth === 0 &&
        ["+", "-", "*", "/", "%", "^"].includes(op) &&
        // A partner that only lends its labels does not change the value.
        (added.length === 0 || source.condition !== undefined),
    )
  );
}
