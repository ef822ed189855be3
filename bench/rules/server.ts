import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Running } from "../../src/drill/process";
import { start } from "../../src/drill/process";
import { freePort } from "../../src/drill/servers";
import type { RuleGroup } from "../../src/mesh/rule";

/** Between two evaluations while it is measured, whatever a group's own interval. */
export const ROUND = 15;

/** A Prometheus on loopback that scrapes nothing, over what a folder holds. */
export async function serve(
  folder: string,
  groups: readonly RuleGroup[],
  signal: AbortSignal,
): Promise<Running> {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: object) => {
    // YAML reads JSON.
    writeFileSync(join(folder, name), JSON.stringify(content));
    return join(folder, name);
  };
  const interval = `${ROUND}s`;
  const rules = write("rules.yaml", {
    groups: groups.map((group) => ({ ...group, interval })),
  });
  const config = write("prometheus.yaml", { rule_files: [rules] });
  const port = await freePort(0);
  const server = start(
    "Prometheus",
    "prometheus",
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, "storage")}`,
      "--storage.tsdb.retention.time=10y",
      "--web.enable-remote-write-receiver",
      `--web.listen-address=127.0.0.1:${port}`,
      "--log.level=warn",
    ],
    `http://127.0.0.1:${port}`,
  );
  try {
    await answers(server, signal);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

/** Reading its log again may take a minute. */
async function answers(
  { url, died }: Running,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const why = died();
    if (why !== undefined) throw new Error(`Prometheus ended: ${why}`);
    const ready = await fetch(`${url}/-/ready`, { signal }).catch(() => {
      signal.throwIfAborted();
    });
    if (ready?.ok === true) return;
    await sleep(100, undefined, { signal });
  }
}

/** The sum of each of its own metrics over their labels. */
export async function metricsOf(
  { url }: Running,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`${url}/metrics`, { signal })).text();
  const sums = new Map<string, number>();
  for (const [, name = "", value] of text.matchAll(
    /^([a-z_]+)(?:\{.*\})? (\S+)$/gm,
  ))
    sums.set(name, (sums.get(name) ?? 0) + Number(value));
  return sums;
}

/** Waits until what was loaded lies in blocks and no more of it is rewritten. */
export async function settled(
  server: Running,
  signal: AbortSignal,
): Promise<void> {
  let before = "";
  let cpu = 0;
  for (let same = 0; same < 5;) {
    await sleep(1000, undefined, { signal });
    const metrics = await metricsOf(server, signal);
    const now = [
      "prometheus_tsdb_compactions_total",
      "prometheus_tsdb_blocks_loaded",
      "prometheus_tsdb_head_min_time",
      "prometheus_tsdb_checkpoint_creations_total",
    ]
      .map((name) => metrics.get(name))
      .join();
    const busy = metrics.get("process_cpu_seconds_total") ?? 0;
    same = now === before && busy - cpu < 0.3 ? same + 1 : 0;
    [before, cpu] = [now, busy];
  }
}
