import type { RuleGroup } from "../mesh/rule";

/** Reviewers look for at most this many rules a group; Prometheus runs a group's rules one after the other. */
const RULES_A_GROUP = 20;

/** A group, or as many numbered ones as its rules need; none where there are no rules. */
export function grouped(group: RuleGroup): readonly RuleGroup[] {
  const { name, rules } = group;
  if (rules.length <= RULES_A_GROUP) return rules.length === 0 ? [] : [group];
  const parts = Math.ceil(rules.length / RULES_A_GROUP);
  return Array.from({ length: parts }, (_, index) => ({
    ...group,
    name: `${name}-${index + 1}`,
    rules: rules.slice(index * RULES_A_GROUP, (index + 1) * RULES_A_GROUP),
  }));
}
