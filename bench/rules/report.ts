import { execFileSync } from "node:child_process";
import { countRules } from "./mesh";
import { SCRAPE } from "./mesh";
import { median } from "./median";
import type { Side } from "./prometheus";

export interface Result {
  readonly ours: Side;
  readonly raw: Side;
  readonly services: number;
  readonly history: string;
  readonly series: number;
  readonly istio: number;
  readonly far: number;
  readonly recorded: number;
  readonly samples: number;
  readonly spent: number;
  readonly leftOut: readonly string[];
}

const MOST = 8;

export function report(result: Result): void {
  const { ours, raw } = result;
  const out = [
    `Prometheus ${version()}, Node ${process.version}`,
    `${result.services} HTTP services of 3 pods, every fourth with a canary; two objectives each`,
    `${whole(result.series)} series, of them ${whole(result.istio)} of Istio's traffic, scraped every ${SCRAPE} s`,
    `history: ${result.history} of the ${whole(result.far)} series that windows over 15 minutes read raw, and of the`,
    `${whole(result.recorded)} recordings that ours read so, made from the same rates; 20 minutes of all other series`,
    `loaded by remote write: ${whole(result.samples)} samples in ${result.spent.toFixed(0)} s`,
    `left out on both sides, as they look back further: ${result.leftOut.join(", ") || "nothing"}`,
    "",
    row("", "ours", "raw", "raw / ours"),
    compared(
      "rules",
      [ours, raw].map(({ groups }) => countRules(groups)),
      0,
      false,
    ),
    compared("  of them alerts", [ours, raw].map(alerts), 0, false),
    compared(
      "samples read, all once",
      [ours, raw].map((s) => sum(s, "samples")),
      0,
    ),
    compared(
      "samples read a minute*",
      [ours, raw].map((s) => sum(s, "aMinute")),
      0,
    ),
    compared(
      "all groups once, s",
      [ours, raw].map((s) => middle(s, "groups")),
      2,
    ),
    compared(
      "server's CPU a round, s",
      [ours, raw].map((s) => middle(s, "cpu")),
      2,
    ),
    "",
    "* at the groups' own intervals; 30 s, the operator's, where they have none",
    `time: median of ${ours.rounds.flatMap(({ groups }) => groups).length} rounds in ${ours.rounds.length} turns in alternation`,
    `  ours ${list(ours)}; raw ${list(raw)}`,
    agreement(ours, raw),
    "",
    ...dearest("ours", ours),
    "",
    ...dearest("raw", raw),
  ];
  process.stdout.write(`${out.join("\n")}\n`);
}

function version(): string {
  const said = execFileSync("prometheus", ["--version"], { encoding: "utf8" });
  return /version (\S+)/.exec(said)?.[1] ?? said;
}

function compared(
  what: string,
  [ours = 0, raw = 0]: readonly number[],
  places: number,
  ratio = true,
): string {
  const text = (value: number) =>
    places === 0 ? whole(value) : value.toFixed(places);
  return row(what, text(ours), text(raw), ratio ? (raw / ours).toFixed(1) : "");
}

function row(what: string, ...cells: readonly string[]): string {
  return what.padEnd(26) + cells.map((cell) => cell.padStart(14)).join("");
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function alerts({ groups }: Side): number {
  return groups.flatMap(({ rules }) => rules).filter((rule) => "alert" in rule)
    .length;
}

function sum({ reads }: Side, what: "samples" | "aMinute"): number {
  return reads.reduce((all, read) => all + read[what], 0);
}

function middle({ rounds }: Side, what: "groups" | "cpu"): number {
  return median(rounds.flatMap((turn) => turn[what]));
}

function list({ rounds }: Side): string {
  return rounds
    .map(({ groups }) => groups.map((s) => s.toFixed(2)).join(" "))
    .join(" | ");
}

/** Both must find the same, or they are not the same alerts. */
function agreement(ours: Side, raw: Side): string {
  const only = (a: Side, b: Side) =>
    a.active.filter((alert) => !b.active.includes(alert));
  const differ = [
    ...only(ours, raw).map((alert) => `  only ours: ${alert}`),
    ...only(raw, ours).map((alert) => `  only raw: ${alert}`),
  ];
  return differ.length === 0
    ? `both find the same: ${ours.active.length} alerts pending or firing`
    : `THEY DIFFER, ${ours.active.length} alerts in ours and ${raw.active.length} in raw:\n${differ.slice(0, 20).join("\n")}`;
}

function dearest(name: string, { reads, times }: Side): readonly string[] {
  const samples = new Map<string, number>();
  const count = new Map<string, number>();
  for (const read of reads) {
    samples.set(read.name, (samples.get(read.name) ?? 0) + read.samples);
    count.set(read.name, (count.get(read.name) ?? 0) + 1);
  }
  const title = (what: string) => `${name}: the rules that ${what}`;
  const line = ([rule]: readonly [string, number]) =>
    `  ${rule.padEnd(56)}${whole(count.get(rule) ?? 0).padStart(6)} ×${whole(samples.get(rule) ?? 0).padStart(14)} samples${((times.get(rule) ?? 0) * 1000).toFixed(0).padStart(8)} ms`;
  const most = (all: ReadonlyMap<string, number>) =>
    [...all]
      .sort(([, a], [, b]) => b - a)
      .slice(0, MOST)
      .map(line);
  return [
    title("read most"),
    ...most(samples),
    title("take longest (one round)"),
    ...most(times),
  ];
}
