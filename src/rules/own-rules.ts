import { checkRuleGroups } from "../alerts/check";
import type { BuiltQuery, RuleGroup, RuleGroupProps } from "../mesh/rule";
import type { Place } from "../problems/place";
import { format } from "../promql/format";
import type { Expr } from "../promql/ast";
import { parse } from "../promql/parse";
import type { Known } from "./catalogue";
import { verifyQuery, verifyTemplate } from "./verify";

/**
 * Rules that a user wrote, held against what is known of the metrics: what is
 * wrong with a query is said here, not by an alert that never fires. A text
 * stays as it was written; what was built is rendered.
 */
export function ownRules(
  groups: readonly RuleGroupProps[],
  known: Known,
  at: Place,
): readonly RuleGroup[] {
  const before = at.errors;
  checkRuleGroups(groups, at);
  if (at.errors > before) return [];
  return groups.map((group, g) => ({
    ...group,
    rules: group.rules.map((rule, r) => {
      const place = at.at(g).at("rules").at(r);
      const expr = read(rule.expr, place.at("expr"));
      if (expr) {
        verifyQuery(expr, known, place.at("expr"));
        const annotations =
          "annotations" in rule ? (rule.annotations ?? {}) : {};
        for (const [field, texts] of [
          ["labels", rule.labels ?? {}],
          ["annotations", annotations],
        ] as const)
          for (const [name, template] of Object.entries(texts))
            verifyTemplate(template, expr, known, place.at(field).at(name));
      }
      return { ...rule, expr: textOf(rule.expr) };
    }),
  }));
}

function read(given: string | BuiltQuery, at: Place): Expr | undefined {
  if (typeof given !== "string") return given.expr;
  const { expr, problems } = parse(given);
  for (const { message, fix } of problems) at.error(message, fix);
  return problems.length === 0 ? expr : undefined;
}

function textOf(given: string | BuiltQuery): string {
  return typeof given === "string" ? given : format(given.expr);
}
