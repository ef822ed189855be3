import { alertWords } from "../alert-words";
import { objectives, objectiveOf } from "../objectives";
import type { RulePair } from "../rule-pairs";
import { rulePairs } from "../rule-pairs";
import type { Rule } from "../rules";
import { rulesIn, serviceOfRule } from "../rules";
import type { Changes, Said } from "../said";
import { few } from "../words";

/** Alerts that come, go and change, and the objectives that some of them keep. */
export function alerts({ pairs }: Changes): readonly Said[] {
  const changed = rulePairs(
    pairs.flatMap(({ before }) => rulesIn(before)),
    pairs.flatMap(({ after }) => rulesIn(after)),
  );
  const goals = objectives(changed);
  const told = new Set(goals.map(({ key }) => key));
  return [
    ...goals.map(({ rule, text }) => say("objectives", rule, text)),
    ...comeAndGone(changed),
    ...inWords(changed, told),
    ...recordings(changed, told),
  ];
}

/** What is different about several alerts of a service is said once. */
function inWords(
  changed: readonly RulePair[],
  told: ReadonlySet<string>,
): readonly Said[] {
  const lines = new Map<
    string,
    { rule: Rule; text: string; names: string[] }
  >();
  for (const { before, after } of changed) {
    if (before?.kind !== "alert" || !after) continue;
    // Its four burn rates move with an objective; that is one change.
    const byObjective = told.has(objectiveOf(after));
    for (const text of alertWords(before, after, byObjective)) {
      const { namespace = "" } = after.manifest.identity;
      const key = `${namespace}/${serviceOfRule(after)} ${text}`;
      const line = lines.get(key) ?? { rule: after, text, names: [] };
      lines.set(key, line);
      if (!line.names.includes(after.name)) line.names.push(after.name);
    }
  }
  return [...lines.values()].map(({ rule, text, names }) =>
    say("alerts", rule, `${few(names)}: ${text}`),
  );
}

function say(topic: Said["topic"], rule: Rule, text: string): Said {
  return {
    topic,
    namespace:
      rule.labels["namespace"] ?? rule.manifest.identity.namespace ?? "",
    subject: serviceOfRule(rule),
    text,
  };
}

function comeAndGone(changed: readonly RulePair[]): readonly Said[] {
  const only = (side: "before" | "after") =>
    changed.flatMap((pair) => {
      const rule = pair[side];
      const other = side === "before" ? pair.after : pair.before;
      return rule?.kind === "alert" && !other ? [rule] : [];
    });
  return [
    ...bySubject(only("after"), (names) => `new: ${few(names)}`),
    ...bySubject(only("before"), (names) => `gone: ${few(names)}`),
  ];
}

/** Recordings are read by alerts and dashboards; a constant says what is said elsewhere. */
function recordings(
  changed: readonly RulePair[],
  told: ReadonlySet<string>,
): readonly Said[] {
  const others = changed.flatMap(({ before, after }) =>
    before?.kind === "record" &&
    after &&
    before.expr !== after.expr &&
    !told.has(objectiveOf(after)) &&
    !isConstant(after)
      ? [after]
      : [],
  );
  const gone = changed.flatMap(({ before, after }) =>
    before?.kind === "record" && !after ? [before] : [],
  );
  return [
    ...bySubject(
      others,
      (names) => `recordings that ask something else: ${few(names)}`,
    ),
    ...bySubject(gone, (names) => `recordings that are gone: ${few(names)}`),
  ];
}

function isConstant({ expr }: Rule): boolean {
  return /^\s*vector\(\s*[\d.e+-]+\s*\)\s*$/.test(expr);
}

function bySubject(
  rules: readonly Rule[],
  text: (names: readonly string[]) => string,
): readonly Said[] {
  const groups = new Map<string, Rule[]>();
  for (const rule of rules) {
    const key = `${rule.manifest.identity.namespace ?? ""}/${serviceOfRule(rule)}`;
    const others = groups.get(key);
    if (others) others.push(rule);
    else groups.set(key, [rule]);
  }
  return [...groups.values()].flatMap((group) => {
    const names = [...new Set(group.map(({ name }) => name))];
    return group[0] ? [say("alerts", group[0], text(names))] : [];
  });
}
