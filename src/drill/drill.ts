import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { slowest } from "./compress";
import type { Event } from "./ledger";
import { isSettled, Ledger } from "./ledger";
import type { Heard, Outcome, Plan, Watcher } from "./plan";
import { DrillError } from "./process";
import type { Stage } from "./stage";
import { setStage } from "./stage";
import { look } from "./watch";

const LOOK_EVERY = 250;
/** Looks in a row that may fail on a busy machine. */
const PATIENCE = 20;
/** Seconds that are left for the stop of the servers. */
const STOP = 2;
/** Seconds for an evaluation, a group's wait and a delivery. */
const DELIVERY = 4;

/** Runs a plan on real servers and takes everything away again, however it ends. */
export async function drill(
  plan: Plan,
  watcher: Watcher,
  signal: AbortSignal,
): Promise<Outcome> {
  const deadline = seconds() + plan.seconds - STOP;
  const folder = mkdtempSync(join(tmpdir(), "sidelight-drill-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  const stops: (() => Promise<void>)[] = [];
  const news: Event[] = [];
  const ledger = new Ledger((event) => news.push(event));
  const heard: Heard[] = [];
  try {
    const stage = await setStage(plan, {
      folder,
      stops,
      heard: (notification) => {
        const at = seconds();
        heard.push({ ...notification, at });
        ledger.delivered(at, notification.receiver, notification.alerts);
      },
      signal,
    });
    watcher.started(stage.prometheus.url, stage.alertmanager.url);
    const origin = await watch(
      { plan, stage, ledger, news, deadline },
      watcher,
      signal,
    );
    return { entries: ledger.entries, heard, origin, end: seconds() };
  } finally {
    await Promise.all(stops.map((stop) => stop()));
    remove();
    process.off("exit", remove);
  }
}

interface Watch {
  readonly plan: Plan;
  readonly stage: Stage;
  readonly ledger: Ledger;
  /** Steps that nobody has been told of yet. */
  readonly news: Event[];
  readonly deadline: number;
}

/** Looks on until nothing more can happen or time is up, and says when the fault began. */
async function watch(
  { plan, stage, ledger, news, deadline }: Watch,
  watcher: Watcher,
  signal: AbortSignal,
): Promise<number> {
  const { prometheus, alertmanager } = stage;
  const enough = slowest(plan.rules) + DELIVERY;
  let origin = Infinity;
  let missed = 0;
  for (;;) {
    await sleep(LOOK_EVERY, undefined, { signal });
    for (const { name, died } of [prometheus, alertmanager]) {
      const why = died();
      if (why !== undefined) throw new DrillError(`${name} ended: ${why}`);
    }
    await look(prometheus.url, alertmanager.url, seconds, ledger, signal).then(
      () => (missed = 0),
      () => missed++,
    );
    if (missed > PATIENCE)
      throw new DrillError("Prometheus or Alertmanager answers no more");
    watcher.events(news.splice(0), origin);
    if (origin === Infinity && stage.isWarm()) {
      origin = seconds();
      if (plan.fault) stage.traffic.play(plan.fault, origin);
      watcher.faultBegins();
    }
    const settled = ledger.entries.every(isSettled);
    if (settled && seconds() > origin + enough) return origin;
    if (seconds() < deadline) continue;
    if (origin < Infinity) return origin;
    throw new DrillError(
      `time was up before the servers were ready; give --seconds more than ${plan.seconds}`,
    );
  }
}

function seconds(): number {
  return Date.now() / 1000;
}
