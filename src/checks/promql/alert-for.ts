import { milliseconds } from "../../promql/duration";
import type { Check } from "../check";
import { alertYaml } from "./example";
import { rulesOf } from "./rules";

export const alertFor: Check = {
  id: "alerts/for",
  severity: "error",
  demands: "for and keep_firing_for are durations above zero, or left out.",
  why: "Prometheus does not load a file with a duration that it cannot read.",
  bad: alertYaml("up == 0", { for: "5 minutes" }),
  says: 'alert Down: got for "5 minutes", expected a duration like 5m',
  good: alertYaml("up == 0", { for: "5m" }),
  run(index, report) {
    for (const rule of rulesOf(index)) {
      if (rule.kind !== "alert") continue;
      for (const [name, text] of [
        ["for", rule.for],
        ["keep_firing_for", rule.keepFiringFor],
      ] as const) {
        if (text === undefined) continue;
        const size = text === "0" ? 0 : milliseconds(text);
        if (size === undefined || text.startsWith("-"))
          report(
            rule.manifest,
            rule.at(name),
            `alert ${rule.name}: got ${name} ${JSON.stringify(text)}, expected a duration like 5m`,
            "write whole numbers and their units, larger units first",
          );
        else if (size === 0)
          report(
            rule.manifest,
            rule.at(name),
            `alert ${rule.name}: got ${name} ${text}, which is what holds without it`,
            "leave it out, or write how long it shall be",
            "info",
          );
      }
    }
  },
};
