import type { AlertRule, RecordingRule, RuleGroup } from "../../src/mesh/rule";
import { duration } from "../../src/promql/build";
import { secondsOf } from "../../src/slo/windows";

/** Rules that look no further back than the history goes, and the names of the others. */
export function within(
  groups: readonly RuleGroup[],
  seconds: number,
): { readonly groups: readonly RuleGroup[]; readonly leftOut: string[] } {
  const leftOut = new Set<string>();
  const kept = groups.map((group) => ({
    ...group,
    rules: group.rules.filter((rule) => {
      if (reach(rule) <= seconds) return true;
      leftOut.add("alert" in rule ? rule.alert : rule.record);
      return false;
    }),
  }));
  return {
    groups: kept.filter(({ rules }) => rules.length > 0),
    leftOut: [...leftOut],
  };
}

/** Seconds of the longest window, of its own or of a recording that it reads. */
export function reach({ expr }: AlertRule | RecordingRule): number {
  const windows = expr.matchAll(/(?:\[|ratio_rate)((?:\d+[smhd])+)/g);
  return Math.max(
    0,
    ...[...windows].map(([, window = "0s"]) => secondsOf(duration(window))),
  );
}
