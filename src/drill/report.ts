import type { Heard, Outcome } from "./plan";
import type { Entry, Event } from "./ledger";
import { severityOf, subjects } from "./subject";
import { aligned } from "../problems/table";

/** A line of the timeline: `   7.4 s  firing     HighErrorRate  web-app`. */
export function timeLine(time: string, text: string): string {
  return `${time.padStart(8)}  ${text}`;
}

/**
 * What happened to alerts, at the moment it does. Alerts of one name that do
 * the same at once share a line.
 */
export function eventLines(
  events: readonly Event[],
  origin: number,
  width: number,
): readonly string[] {
  const lines = new Map<string, { time: string; entries: Entry[] }>();
  for (const { at, step, entry } of events) {
    const what = `${stepWord(step, entry).padEnd(9)}  ${entry.name.padEnd(width)}`;
    const key = JSON.stringify([what, stepMore(step, entry)]);
    const time = at < origin ? "before" : seconds(at - origin);
    const line = lines.get(key) ?? { time, entries: [] };
    line.entries.push(entry);
    lines.set(key, line);
  }
  return [...lines].map(([key, { time, entries }]) => {
    const [what = "", more = ""] = JSON.parse(key) as string[];
    const parts = [what, subjects(entries).join(", "), more];
    return timeLine(time, parts.filter((part) => part !== "").join("  "));
  });
}

function stepWord(step: Event["step"], entry: Entry): string {
  if (step !== "over") return step;
  return entry.firing === undefined ? "withdrawn" : "resolved";
}

function stepMore(step: Event["step"], entry: Entry): string {
  switch (step) {
    case "delivered":
      return `to ${entry.receiver}`;
    case "muted":
      return `by ${entry.mutedBy?.join(", ")}`;
    case "to nobody":
      return `by receiver ${entry.nobody}`;
    case "pending":
    case "firing":
    case "over":
      return "";
  }
}

/** All alerts that showed themselves, in the order in which they did. */
export function alertTable({ entries, origin }: Outcome): string {
  const names = subjects(entries);
  const since = (time: number | undefined) =>
    time === undefined ? "–" : seconds(time - origin);
  return aligned(
    ["alert", "of", "severity", ">pending", ">firing", ">delivered", "to"],
    entries.map((entry, index) => [
      entry.name,
      names[index] ?? "",
      severityOf(entry.labels),
      since(entry.pending),
      since(entry.firing),
      ...fate(entry, since),
    ]),
  );
}

function fate(
  entry: Entry,
  since: (time: number | undefined) => string,
): readonly [string, string] {
  if (entry.delivered !== undefined)
    return [since(entry.delivered), entry.receiver ?? ""];
  if (entry.muted !== undefined)
    return ["muted", `by ${entry.mutedBy?.join(", ")}`];
  if (entry.nobody !== undefined) return ["never", `nobody (${entry.nobody})`];
  return ["–", entry.over === undefined ? "" : "over before that"];
}

/**
 * What a person would have got: one notification may carry many alerts, and
 * counts as its gravest.
 *
 *     1 page, 2 tickets
 */
export function notifications(heard: readonly Heard[]): string {
  const kinds = heard.map(({ alerts }) => {
    const severities = alerts.map(severityOf);
    return ["critical", "warning", "info"].find((severity) =>
      severities.includes(severity),
    );
  });
  const count = (kind: string | undefined, one: string) => {
    const found = kinds.filter((other) => other === kind).length;
    return `${found} ${one}${found === 1 ? "" : "s"}`;
  };
  return [
    count("critical", "page"),
    count("warning", "ticket"),
    ...(kinds.includes("info") ? [count("info", "note")] : []),
    ...(kinds.includes(undefined) ? [count(undefined, "other")] : []),
  ].join(", ");
}

function seconds(time: number): string {
  return `${time.toFixed(1)} s`;
}
