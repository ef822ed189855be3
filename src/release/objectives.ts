import { parse } from "../promql/parse";
import { numberChanges } from "./numbers";
import type { RulePair } from "./rule-pairs";
import type { Rule } from "./rules";
import { serviceOfRule } from "./rules";

/** An objective that changes: `availability 99.5 % instead of 99.9 %`. */
export interface ObjectiveChange {
  readonly key: string;
  readonly rule: Rule;
  readonly text: string;
}

/** Which objective of which service a rule belongs to; "" for none. */
export function objectiveOf(rule: Rule): string {
  const { slo } = rule.labels;
  return slo === undefined
    ? ""
    : `${rule.manifest.identity.namespace ?? ""}/${serviceOfRule(rule)}/${slo}`;
}

/**
 * Objectives, by the recording of what is left of their error budget: the share
 * of requests that may fail is the one number in it.
 */
export function objectives(
  changed: readonly RulePair[],
): readonly ObjectiveChange[] {
  return changed.flatMap(({ before, after }) => {
    if (!before || !after || !/error_budget:remaining$/.test(after.name))
      return [];
    const key = objectiveOf(after);
    const was = parse(before.expr).expr;
    const is = parse(after.expr).expr;
    const [budget, ...more] = (was && is && numberChanges(was, is)) ?? [];
    if (key === "" || !budget || more.length > 0) return [];
    const text = `${after.labels["slo"]} ${goal(budget.after)} instead of ${goal(budget.before)}`;
    return [{ key, rule: after, text }];
  });
}

function goal(budget: number): string {
  return `${Number((100 - budget * 100).toPrecision(10))} %`;
}
