import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPrograms, installLine } from "../../src/drill/programs";
import type { Running } from "../../src/drill/process";
import type { RuleGroup } from "../../src/mesh/rule";
import { duration } from "../../src/promql/build";
import { rulesOf } from "../../src/rules/rules";
import { secondsOf } from "../../src/slo/windows";
import { load } from "./load";
import type { Read, Rounds } from "./measure";
import { activeAlerts, reads, rounds, timesByName } from "./measure";
import { groupsOf, meshOf } from "./mesh";
import { isReadFar, recorded, scraped } from "./past";
import { rawRules } from "./raw";
import { report } from "./report";
import { serve, settled } from "./server";
import { trafficOf } from "./traffic";
import { within } from "./windows";

export const CANARY_EVERY = 4;
const TURNS = 2;
const ROUNDS_A_TURN = 3;
/** The data goes on for so long after the start; all must be measured by then. */
const AHEAD = 15 * 60;

/** What one side of the comparison came to. */
export interface Side {
  readonly groups: readonly RuleGroup[];
  readonly rounds: Rounds[];
  reads: readonly Read[];
  times: ReadonlyMap<string, number>;
  active: readonly string[];
}

export async function benchPrometheus(
  services: number,
  history: string,
): Promise<void> {
  const found = findPrograms(process.env.PATH ?? "");
  const missing = "missing" in found ? found.missing : [];
  const needed = missing.filter((name) => name === "prometheus");
  if (needed.length > 0) throw new Error(installLine(needed));
  const stopped = new AbortController();
  const stop = () => stopped.abort(new Error("stopped"));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);
  const signal = AbortSignal.any([
    stopped.signal,
    AbortSignal.timeout(AHEAD * 1000),
  ]);
  const folder = mkdtempSync(join(tmpdir(), "sidelight-bench-"));
  try {
    await compare(folder, services, history, signal);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    for (const name of ["SIGINT", "SIGTERM"] as const) process.off(name, stop);
  }
}

async function compare(
  folder: string,
  services: number,
  history: string,
  signal: AbortSignal,
): Promise<void> {
  const seconds = secondsOf(duration(history));
  const mesh = meshOf(services, CANARY_EVERY);
  const rules = rulesOf(mesh);
  const ours = within(groupsOf(rules), seconds);
  const raw = within(groupsOf(rawRules(mesh, rules)), seconds);
  const traffic = trafficOf(mesh);
  const at = Math.floor(Date.now() / 30_000) * 30;
  const span = { at, ahead: AHEAD, history: seconds + 600 };
  const past = scraped(traffic, span);
  const ourPast = recorded(mesh, traffic, span);
  const began = Date.now();
  const samples = await withServer(
    join(folder, "raw"),
    [],
    signal,
    async (server) => {
      const all = [...past, ...ourPast];
      const loaded = await load(server.url, all, signal);
      await settled(server, signal);
      return loaded;
    },
  );
  const spent = (Date.now() - began) / 1000;
  cpSync(join(folder, "raw"), join(folder, "ours"), { recursive: true });
  const sides = { ours: side(ours.groups), raw: side(raw.groups) };
  for (let turn = 1; turn <= TURNS; turn++)
    for (const [name, one] of Object.entries(sides))
      await withServer(
        join(folder, name),
        one.groups,
        signal,
        async (server) => {
          one.rounds.push(await rounds(server, ROUNDS_A_TURN, signal));
          if (turn < TURNS) return;
          one.times = await timesByName(server, signal);
          one.active = await activeAlerts(server, signal);
          one.reads = await reads(server, one.groups, signal);
        },
      );
  report({
    ...sides,
    services,
    history,
    series: traffic.length,
    istio: traffic.filter(({ metric }) => /^istio_(?!agent|build)/.test(metric))
      .length,
    far: traffic.filter(isReadFar).length,
    recorded: ourPast.length,
    samples,
    spent,
    leftOut: ours.leftOut,
  });
}

function side(groups: readonly RuleGroup[]): Side {
  return { groups, rounds: [], reads: [], times: new Map(), active: [] };
}

async function withServer<T>(
  folder: string,
  groups: readonly RuleGroup[],
  signal: AbortSignal,
  work: (server: Running) => Promise<T>,
): Promise<T> {
  const server = await serve(folder, groups, signal);
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}
