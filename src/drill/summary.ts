import type { Heard, Outcome } from "./plan";
import { secondsOf } from "./clock";
import type { Entry } from "./ledger";
import { keyOf } from "./ledger";
import { alertTable, notifications } from "./report";
import type { Rule } from "./rules";

/** The last lines of a drill: what became of each alert, and who got how much. */
export function summary(
  outcome: Outcome,
  alerts: readonly Rule[],
  faulty: boolean,
): string {
  const { entries, heard, origin, end } = outcome;
  const shown = new Set(entries.map(({ name }) => name));
  const all = new Set(alerts.map(({ name }) => name));
  const before = heard.filter((one) => !isAfter(one, outcome));
  const after = heard.filter((one) => isAfter(one, outcome));
  const lines = [
    `${notifications(after)}${faulty ? " for one fault" : ""}, watched for ${Math.max(0, end - origin).toFixed(0)} s.`,
  ];
  if (before.length > 0)
    lines.push(`Before the fault already: ${notifications(before)}.`);
  const waiting = [
    ...new Set(entries.filter(isWaiting).map(({ name }) => name)),
  ];
  if (waiting.length > 0)
    lines.push(
      `Still pending: ${waiting.map((name) => `${name}${waits(name, alerts)}`).join(", ")}.`,
    );
  lines.push(
    `Silent: ${[...all].filter((name) => !shown.has(name)).length} of ${all.size} alerts.`,
  );
  return entries.length > 0
    ? [alertTable(outcome), "", ...lines].join("\n")
    : lines.join("\n");
}

/** It tells of an alert that fired after the fault began. */
function isAfter({ alerts }: Heard, { entries, origin }: Outcome): boolean {
  const fired = new Map(
    entries.map(({ labels, firing }) => [keyOf(labels), firing]),
  );
  return alerts.some(
    (labels) => (fired.get(keyOf(labels)) ?? Infinity) >= origin,
  );
}

function isWaiting({ over, firing }: Entry): boolean {
  return over === undefined && firing === undefined;
}

/** How long an alert waits, in the drill's time. */
function waits(name: string, alerts: readonly Rule[]): string {
  const longest = Math.max(
    0,
    ...alerts
      .filter((alert) => alert.name === name)
      .map(({ for: wait }) => secondsOf(wait)),
  );
  return longest > 0 ? ` (waits ${longest.toFixed(0)} s)` : "";
}
