import { setTimeout as sleep } from "node:timers/promises";
import type { Running } from "../../src/drill/process";
import type { RuleGroup } from "../../src/mesh/rule";
import { metricsOf, ROUND } from "./server";

export interface Rounds {
  /** Seconds that the groups took, one after the other, in each round. */
  readonly groups: readonly number[];
  /** Seconds of CPU of the whole server, in each round. */
  readonly cpu: readonly number[];
}

/** Lets a server evaluate its rules and reads how long they took. */
export async function rounds(
  server: Running,
  count: number,
  signal: AbortSignal,
): Promise<Rounds> {
  // The first round also looks up what fired before; it is not counted.
  await sleep(2 * ROUND * 1000, undefined, { signal });
  const groups: number[] = [];
  const cpu: number[] = [];
  let before = await metricsOf(server, signal);
  for (let round = 0; round < count; round++) {
    await sleep(ROUND * 1000, undefined, { signal });
    const now = await metricsOf(server, signal);
    groups.push(now.get("prometheus_rule_group_last_duration_seconds") ?? 0);
    const spent = "process_cpu_seconds_total";
    cpu.push((now.get(spent) ?? 0) - (before.get(spent) ?? 0));
    before = now;
  }
  for (const wrong of [
    "prometheus_rule_evaluation_failures_total",
    "prometheus_rule_group_iterations_missed_total",
  ])
    if ((before.get(wrong) ?? 0) > 0)
      throw new Error(`${wrong} is ${before.get(wrong)}: this is no measure`);
  return { groups, cpu };
}

/** What one evaluation of a rule reads. */
export interface Read {
  readonly name: string;
  readonly samples: number;
  /** A minute, at the group's own interval; Prometheus's is the operator's 30s. */
  readonly aMinute: number;
}

const INTERVALS: Readonly<Record<string, number>> = {
  "30s": 30,
  "1m": 60,
  "2m": 120,
};

/** Asks every rule's query once, all at one instant. */
export async function reads(
  server: Running,
  groups: readonly RuleGroup[],
  signal: AbortSignal,
): Promise<readonly Read[]> {
  const time = `${Math.floor(Date.now() / 1000)}`;
  const all = groups.flatMap(({ interval = "30s", rules }) =>
    rules.map((rule) => ({
      name: "alert" in rule ? rule.alert : rule.record,
      expr: rule.expr,
      times: 60 / (INTERVALS[interval] ?? Number.NaN),
    })),
  );
  const found: Read[] = [];
  const queue = all.values();
  const ask = async () => {
    for (const { name, expr, times } of queue) {
      const samples = await samplesOf(server, expr, time, signal);
      found.push({ name, samples, aMinute: samples * times });
    }
  };
  await Promise.all([ask(), ask()]);
  return found;
}

/** https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries */
async function samplesOf(
  { url }: Running,
  query: string,
  time: string,
  signal: AbortSignal,
): Promise<number> {
  const answer = await fetch(`${url}/api/v1/query`, {
    method: "POST",
    body: new URLSearchParams({ query, time, stats: "all" }),
    signal,
  });
  if (!answer.ok) throw new Error(`${query}: ${await answer.text()}`);
  const { data } = (await answer.json()) as {
    data: { stats: { samples: { totalQueryableSamples: number } } };
  };
  return data.stats.samples.totalQueryableSamples;
}

/** The seconds that the rules of each name took, all services together. */
export async function timesByName(
  { url }: Running,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const answer = await fetch(`${url}/api/v1/rules`, { signal });
  const { data } = (await answer.json()) as {
    data: {
      groups: { rules: { name: string; evaluationTime: number }[] }[];
    };
  };
  const sums = new Map<string, number>();
  for (const { name, evaluationTime } of data.groups.flatMap((g) => g.rules))
    sums.set(name, (sums.get(name) ?? 0) + evaluationTime);
  return sums;
}

/** What fires or is about to, as sorted lines. */
export async function activeAlerts(
  { url }: Running,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const answer = await fetch(`${url}/api/v1/alerts`, { signal });
  const { data } = (await answer.json()) as {
    data: { alerts: { labels: Record<string, string> }[] };
  };
  return data.alerts
    .map(({ labels }) =>
      [labels.alertname, labels.service, labels.slo].join(" ").trim(),
    )
    .sort();
}
