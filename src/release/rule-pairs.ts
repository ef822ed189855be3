import { canonical } from "./pairs";
import type { Rule } from "./rules";

/** A rule as it was and as it is to be. */
export interface RulePair {
  readonly before?: Rule;
  readonly after?: Rule;
}

/**
 * Rules that differ. One that moved to another object or group is the same
 * rule; of several of one name, those with the same labels belong together.
 */
export function rulePairs(
  before: readonly Rule[],
  after: readonly Rule[],
): readonly RulePair[] {
  let olds = before;
  let news = after;
  const changed: RulePair[] = [];
  const pair = (key: (rule: Rule) => string, keep: boolean) => {
    const waiting = new Map<string, Rule[]>();
    for (const rule of olds) {
      const others = waiting.get(key(rule));
      if (others) others.push(rule);
      else waiting.set(key(rule), [rule]);
    }
    const taken = new Set<Rule>();
    news = news.filter((now) => {
      const old = waiting.get(key(now))?.shift();
      if (!old) return true;
      taken.add(old);
      if (keep) changed.push({ before: old, after: now });
      return false;
    });
    olds = olds.filter((rule) => !taken.has(rule));
  };
  pair((rule) => canonical([...whose(rule), ...says(rule)]), false);
  pair((rule) => canonical([...whose(rule), place(rule), rule.labels]), true);
  pair((rule) => canonical([...whose(rule), place(rule)]), true);
  pair((rule) => canonical([...whose(rule), steady(rule)]), true);
  return [
    ...changed,
    ...olds.map((rule) => ({ before: rule })),
    ...news.map((rule) => ({ after: rule })),
  ];
}

function whose({ manifest, kind, name }: Rule) {
  return [manifest.identity.namespace ?? "", kind, name];
}

function place({ manifest, group }: Rule) {
  return [manifest.identity.kind, manifest.identity.name, group];
}

function says(rule: Rule) {
  const {
    expr,
    for: wait,
    keepFiringFor,
    annotations,
    labels,
    interval,
  } = rule;
  return [expr, wait, keepFiringFor, annotations, labels, interval];
}

/** The labels that say what a rule is about; how bad it is may change. */
function steady({ labels }: Rule) {
  return Object.fromEntries(
    Object.entries(labels).filter(([key]) => key !== "severity"),
  );
}
