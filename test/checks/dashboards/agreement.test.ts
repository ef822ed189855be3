import { readFileSync } from "node:fs";
import { join } from "node:path";
import { judged } from "./said";

const TEXT = readFileSync(join(__dirname, "shop.json"), "utf8");

/** Panels or variables of which a check says something, by its name. */
function ours(): Record<string, readonly string[]> {
  const found: Record<string, string[]> = {};
  for (const { check, message } of judged(TEXT, undefined, "shop.json")
    .findings) {
    const name = check.replace("dashboard/", "");
    const [, panel, variable] =
      /^panel ("[^"]+"|\d+)|variable (\w+)/.exec(message) ?? [];
    const who = panel?.replaceAll('"', "") ?? variable ?? "dashboard";
    found[name] = [...new Set([...(found[name] ?? []), who])];
  }
  return found;
}

/** What grafana/dashboard-linter 4d0844b says of the same file. */
const THEIRS = {
  "panel-datasource": ["fixed source", "named source"],
  "panel-no-targets": ["no targets"],
  "panel-title-description": ["no description", "5"],
  "panel-units": ["no unit", "own unit"],
  "target-counter-agg": ["counter"],
  "target-instance": ["counter", "heat", "variables everywhere"],
  "target-job": [
    "no job",
    "other job",
    "counter",
    "heat",
    "variables everywhere",
  ],
  "target-promql": ["broken"],
  "target-rate-interval": ["fixed window", "short window"],
  "template-datasource": ["datasource"],
  "template-instance": ["instance"],
  "template-job": ["job"],
  "template-label-promql": ["path", "zone"],
  "template-on-time-change-reload": ["zone"],
  "uneditable-dashboard": ["dashboard"],
};

/** What is said otherwise, and why. */
const OTHERWISE = {
  // A matcher with ${job:regex} or [[job]] is one with $job.
  "target-instance": ["counter", "heat"],
  "target-job": ["no job", "other job", "counter", "heat"],
  // A heatmap's rate is as fixed as a graph's.
  "target-rate-interval": ["fixed window", "short window", "heat"],
};

test("the same is found as by dashboard-linter", () => {
  expect(ours()).toEqual({
    ...THEIRS,
    ...OTHERWISE,
  });
});
