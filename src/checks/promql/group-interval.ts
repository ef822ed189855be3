import { milliseconds } from "../../promql/duration";
import type { Check } from "../check";
import { rulesYaml } from "./example";
import { prometheusFacts } from "./prometheus-facts";
import type { WrittenRule } from "./rules";
import { rulesOf } from "./rules";

export const groupInterval: Check = {
  id: "group/interval",
  severity: "warning",
  demands: "A group is evaluated at least every five minutes.",
  why: "Prometheus looks back five minutes for a sample: what is recorded more seldom has gaps, and an alert resolves in between.",
  bad: rulesYaml([{ record: "job:up:sum", expr: "sum by (job) (up)" }], "10m"),
  says: "group shop: got an interval of 10m, expected at most 5m",
  good: rulesYaml([{ record: "job:up:sum", expr: "sum by (job) (up)" }], "5m"),
  run(index, report) {
    const { lookback } = prometheusFacts(index);
    const seen = new Set<string>();
    for (const rule of rulesOf(index)) {
      const { interval = "", manifest, group, groupPath } = rule;
      const often = milliseconds(interval) ?? 0;
      if (often <= lookback || keepsFiring(rule, often)) continue;
      const key = JSON.stringify([
        manifest.file,
        manifest.at(groupPath),
        group,
      ]);
      if (seen.has(key)) continue;
      seen.add(key);
      report(
        manifest,
        [...groupPath, "interval"],
        `group ${group}: got an interval of ${interval}, expected at most 5m`,
        "make it shorter, or let its alerts keep_firing_for as long",
      );
    }
  },
};

function keepsFiring({ kind, keepFiringFor = "" }: WrittenRule, often: number) {
  return kind === "alert" && (milliseconds(keepFiringFor) ?? 0) >= often;
}
