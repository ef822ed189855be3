import { setTimeout as sleep } from "node:timers/promises";
import type { Compressed } from "./compress";
import { recordedMoments } from "./history";
import type { Running } from "./process";
import { ask, DrillError } from "./process";
import type { Moment } from "./storage";
import type { Sample } from "./traffic";

/** The recordings whose past rules ask for. */
export function askedRecordings({
  files,
  reaches,
}: Compressed): readonly string[] {
  const recorded = files
    .flatMap(({ groups }) => groups.flatMap(({ rules }) => rules))
    .filter(({ kind }) => kind === "record");
  const asked = new Set(
    reaches
      .filter(({ window, offset }) => window > 0 || offset > 0)
      .map(({ metric }) => metric),
  );
  return [...new Set(recorded.map(({ name }) => name))].filter((name) =>
    asked.has(name),
  );
}

/** Recordings build upon each other, seldom more than so many deep. */
const EVALUATIONS = 5;
const LOOK_EVERY = 100;
const PATIENCE = 15_000;

/** What recordings are worth while the mesh is as it was before the fault. */
export async function settledRecordings(
  { url }: Running,
  names: readonly string[],
  signal: AbortSignal,
): Promise<readonly Sample[]> {
  const until = Date.now() + PATIENCE;
  const seen = new Map<string, Set<string>>();
  const isSettled = () =>
    seen.size > 0 && [...seen.values()].every(({ size }) => size > EVALUATIONS);
  while (!isSettled()) {
    if (Date.now() > until)
      throw new DrillError("Prometheus does not get to evaluate the rules");
    await sleep(LOOK_EVERY, undefined, { signal });
    const { data } = (await ask(`${url}/api/v1/rules`, signal)) as RulesAnswer;
    for (const { name, file, lastEvaluation } of data.groups) {
      const key = `${file} ${name}`;
      seen.set(key, (seen.get(key) ?? new Set()).add(lastEvaluation));
    }
  }
  const query = encodeURIComponent(`{__name__=~"${names.join("|")}"}`);
  const answer = await ask(`${url}/api/v1/query?query=${query}`, signal);
  return samplesOf(answer as QueryAnswer);
}

/** Recordings as they would have been, had the mesh always been so. */
export function* recordedPast(
  samples: readonly Sample[],
  { reaches }: Compressed,
  start: number,
  after: readonly number[],
): Generator<Moment> {
  const byMoment = new Map<number, Sample[]>();
  for (const sample of samples) {
    const past = recordedMoments(sample.metric, reaches, samples.length);
    for (const moment of [...past, ...after]) {
      const there = byMoment.get(moment);
      if (there) there.push(sample);
      else byMoment.set(moment, [sample]);
    }
  }
  for (const moment of [...byMoment.keys()].sort((a, b) => a - b))
    yield { time: start + moment, samples: byMoment.get(moment) ?? [] };
}

function samplesOf({ data }: QueryAnswer): readonly Sample[] {
  return data.result.map(({ metric: { __name__, ...labels }, value }) => ({
    metric: __name__ ?? "",
    labels,
    value: Number(value[1]),
  }));
}

/** https://prometheus.io/docs/prometheus/latest/querying/api/#rules */
interface RulesAnswer {
  readonly data: {
    readonly groups: readonly {
      readonly name: string;
      readonly file: string;
      readonly lastEvaluation: string;
    }[];
  };
}

/** https://prometheus.io/docs/prometheus/latest/querying/api/#instant-vectors */
interface QueryAnswer {
  readonly data: {
    readonly result: readonly {
      readonly metric: Readonly<Record<string, string>>;
      readonly value: readonly [number, string];
    }[];
  };
}
