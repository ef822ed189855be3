import type { Manifest } from "../../manifests/manifest";
import { render } from "../../promql/render";
import type { Check } from "../check";
import { rulesYaml } from "./example";
import type { Rule } from "./rules";
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
    const first = new Map<string, Rule>();
    for (const rule of rulesOf(index)) {
      if (!rule.expr) continue;
      const { kind, name, called, manifest, at, groupLabels, labels } = rule;
      const all = [...new Map([...groupLabels, ...labels])].sort();
      const key = JSON.stringify([kind, name, all, render(rule.expr)]);
      const before = first.get(key);
      if (!before) first.set(key, rule);
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
  },
};

/** One object in two files is there for two clusters. */
function isVariant(a: Manifest, b: Manifest): boolean {
  return (
    a.file !== b.file &&
    a.identity.kind === b.identity.kind &&
    a.identity.name === b.identity.name &&
    a.identity.namespace === b.identity.namespace
  );
}
