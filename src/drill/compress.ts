import type { Described, Problem } from "../problems/problem";
import type { Expr } from "../promql/ast";
import { parse } from "../promql/parse";
import { render } from "../promql/render";
import type { Clock } from "./clock";
import { secondsOf, shorten } from "./clock";
import type { Reach } from "./compress-expr";
import { compressExpr, reaches } from "./compress-expr";
import type { Group, Rule, RuleFile } from "./rules";

/** Rules in the drill's time, and how far back they look in it. */
export interface Compressed {
  readonly files: readonly RuleFile[];
  readonly reaches: readonly Reach[];
}

/** Every duration of every rule, divided by the clock's speed. */
export function compress(
  files: readonly RuleFile[],
  clock: Clock,
): Described<Compressed> {
  const problems: Problem[] = [];
  const found: Reach[] = [];
  const value = files.map(({ file, groups }) => ({
    file,
    groups: groups.map((group): Group => ({
      name: group.name,
      rules: group.rules.map((rule) => {
        const expr = readExpr(rule, problems);
        if (expr === undefined) return rule;
        const short = compressExpr(expr, clock);
        found.push(...reaches(short));
        return compressRule(rule, render(short), clock);
      }),
    })),
  }));
  return { value: { files: value, reaches: found }, problems };
}

function compressRule(rule: Rule, expr: string, clock: Clock): Rule {
  const { for: wait, keepFiringFor: keep } = rule;
  return {
    ...rule,
    expr,
    ...(wait !== undefined && { for: shorten(wait, "wait", clock) }),
    ...(keep !== undefined && { keepFiringFor: shorten(keep, "wait", clock) }),
  };
}

function readExpr(rule: Rule, problems: Problem[]): Expr | undefined {
  const parsed = parse(rule.expr);
  for (const { message, fix } of parsed.problems)
    problems.push({ severity: "error", where: rule.where, message, fix });
  return parsed.expr;
}

/** The drill seconds after a fault until a rule can have fired: what it waits for, and the windows it looks through. */
export function slowest(compressed: Compressed): number {
  const waits = compressed.files
    .flatMap(({ groups }) => groups.flatMap(({ rules }) => rules))
    .map(({ for: wait }) => secondsOf(wait));
  const windows = compressed.reaches.map(({ window }) => window);
  return Math.max(0, ...waits) + Math.max(0, ...windows);
}

/** Rules as a rules file of Prometheus; all groups are evaluated every second. */
export function rulesFile(groups: readonly Group[]): object {
  return {
    groups: groups.map(({ name, rules }) => ({
      name,
      rules: rules.map((rule) => ({
        [rule.kind]: rule.name,
        expr: rule.expr,
        ...(rule.for !== undefined && { for: rule.for }),
        ...(rule.keepFiringFor !== undefined && {
          keep_firing_for: rule.keepFiringFor,
        }),
        labels: rule.labels,
        ...(rule.kind === "alert" && { annotations: rule.annotations }),
      })),
    })),
  };
}
