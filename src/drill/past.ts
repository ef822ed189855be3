import { moments } from "./history";
import type { Plan, Surroundings } from "./plan";
import { ready } from "./process";
import { askedRecordings, recordedPast, settledRecordings } from "./recordings";
import { startPrometheus } from "./servers";
import type { Moment } from "./storage";
import { forgetSeen, writePast } from "./storage";
import type { Traffic } from "./traffic";

/**
 * Prometheus finds its targets five seconds after its start and no sooner:
 * https://github.com/prometheus/prometheus/blob/v2.42.0/discovery/manager.go
 * The past is written until then, so that no window has a hole in it.
 */
const UNTIL_SCRAPES = 6;
/** How long it may take to learn what recordings were worth, with time to spare. */
const UNTIL_RECORDED = 9;

/** How far back the traffic of a plan has to have run, in seconds before the drill. */
export function depthOf({ rules, seconds }: Plan): number {
  return -(moments(rules.reaches, seconds)[0] ?? 0);
}

/**
 * Fills Prometheus's storage as if it had always run: with what it would have
 * scraped, then with what its rules would have recorded of that, which a first
 * Prometheus works out. Gives the second of the drill up to which there is a
 * past.
 */
export async function makePast(
  plan: Plan,
  traffic: Traffic,
  start: number,
  port: number,
  { folder, stops, signal }: Surroundings,
): Promise<number> {
  const { programs, rules } = plan;
  const write = (past: Iterable<Moment>) =>
    writePast(programs.promtool, folder, past, signal);
  const scraped = moments(rules.reaches, plan.seconds);
  const recordings = askedRecordings(rules);
  if (recordings.length === 0) {
    await write(played(traffic, start, scraped));
    const until = elapsed(start) + UNTIL_SCRAPES;
    await write(played(traffic, start, range(0, until)));
    return until;
  }

  const ahead = range(0, UNTIL_RECORDED);
  await write(played(traffic, start, [...scraped, ...ahead]));
  const first = startPrometheus({
    program: programs.prometheus,
    folder,
    port,
    rules,
    evaluateEvery: "100ms",
  });
  stops.push(first.stop);
  await ready(first, signal);
  const worth = await settledRecordings(first, recordings, signal);
  await first.stop();
  forgetSeen(folder);
  const until = Math.max(UNTIL_RECORDED, elapsed(start) + UNTIL_SCRAPES);
  await write([
    ...recordedPast(worth, rules, start, range(0, until)),
    ...played(traffic, start, range(UNTIL_RECORDED, until)),
  ]);
  return until;
}

function* played(
  traffic: Traffic,
  start: number,
  past: readonly number[],
): Generator<Moment> {
  for (const moment of past)
    yield { time: start + moment, samples: traffic.at(start + moment) };
}

/** Whole numbers from one to before another. */
function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

function elapsed(start: number): number {
  return Math.ceil(Date.now() / 1000 - start);
}
