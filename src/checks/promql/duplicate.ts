import type { Manifest } from "../../manifests/manifest";
import { render } from "../../promql/render";
import type { Check } from "../check";
import { rulesYaml } from "./example";
import { readRule } from "./rule";
import type { WrittenRule } from "./rules";
import { rulesOf } from "./rules";

export const duplicate: Check = {
  id: "rule/duplicate",
  severity: "error",
  demands: "A rule is there once.",
  why: "Two recordings of the same series get in each other's way, two alerts of the same name and labels cannot be told apart.",
  bad: rulesYaml([
    { record: "job:up:sum", expr: "sum by (job) (up)" },
    { record: "job:up:sum", expr: "sum(up) by (job)" },
  ]),
  says: "recording job:up:sum: got the same rule again, first in group shop of PrometheusRule shop",
  good: rulesYaml([
    { record: "job:up:sum", expr: "sum by (job) (up)" },
    { record: "job:up:count", expr: "count by (job) (up)" },
  ]),
  run(index, report) {
    for (const rules of sameNamed(rulesOf(index))) {
      const first = new Map<string, WrittenRule>();
      for (const rule of rules) {
        const { kind, called, manifest, at } = rule;
        const { expr } = readRule(rule);
        if (!expr) continue;
        const query = render(expr);
        const before = first.get(query);
        if (!before) first.set(query, rule);
        if (!before || isVariant(before.manifest, manifest)) continue;
        const { identity, file } = before.manifest;
        const where =
          identity.kind === "" ? file : `${identity.kind} ${identity.name}`;
        report(
          manifest,
          at(kind),
          `${called}: got the same rule again, first in group ${before.group} of ${where}`,
          "leave one of them out",
        );
      }
    }
  },
};

/** Rules that share their names and labels with others. */
function sameNamed(
  rules: readonly WrittenRule[],
): readonly (readonly WrittenRule[])[] {
  const all = new Map<string, WrittenRule[]>();
  for (const rule of rules) {
    const { kind, name, groupLabels, labels } = rule;
    const set = [...new Map([...groupLabels, ...labels()])].sort();
    const key = JSON.stringify([kind, name, set]);
    const others = all.get(key);
    if (others) others.push(rule);
    else all.set(key, [rule]);
  }
  return [...all.values()].filter(({ length }) => length > 1);
}

/** One object in two files is there for two clusters. */
function isVariant(a: Manifest, b: Manifest): boolean {
  return (
    a.file !== b.file &&
    a.identity.kind === b.identity.kind &&
    a.identity.name === b.identity.name &&
    a.identity.namespace === b.identity.namespace
  );
}
