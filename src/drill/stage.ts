import { hookPath, openDesk } from "./desk";
import type { Plan, Surroundings } from "./plan";
import { depthOf, makePast } from "./past";
import { playedRouting } from "./play-routing";
import type { Running } from "./process";
import { ready } from "./process";
import { freePort, startAlertmanager, startPrometheus } from "./servers";
import { Traffic } from "./traffic";

/** Everything that runs during a drill. */
export interface Stage {
  readonly traffic: Traffic;
  readonly prometheus: Running;
  readonly alertmanager: Running;
  /** Prometheus scrapes, and what it scraped joins what was written of the past. */
  readonly isWarm: () => boolean;
}

/** So many scrapes fill the shortest window, and show a series that vanishes then as vanished. */
const WARM = 4;

/** Starts the servers of a plan, with a past as if they had always run. */
export async function setStage(
  plan: Plan,
  around: Surroundings,
): Promise<Stage> {
  const { programs, rules, clock } = plan;
  const { folder, stops, heard, signal } = around;
  const start = Date.now() / 1000;
  const traffic = new Traffic(start);
  traffic.play(plan.before, start - depthOf(plan));

  let pastEnd = Infinity;
  let scrapes = 0;
  const desk = await openDesk(traffic, {
    // Prometheus takes nothing older than what it has.
    scraped: () => (scrapes += Date.now() / 1000 > pastEnd ? 1 : 0),
    heard,
  });
  stops.push(desk.close);
  const port = {
    prometheus: await freePort(plan.ports.prometheus),
    alertmanager: await freePort(plan.ports.alertmanager),
  };
  const here = (at: number) => `127.0.0.1:${at}`;
  const alertmanager = startAlertmanager(
    programs.alertmanager,
    folder,
    port.alertmanager,
    playedRouting(
      plan.routing,
      clock,
      (receiver) => `http://${here(desk.port)}${hookPath(receiver)}`,
    ),
  );
  stops.push(alertmanager.stop);

  pastEnd =
    start + (await makePast(plan, traffic, start, port.prometheus, around));
  const prometheus = startPrometheus({
    program: programs.prometheus,
    folder,
    port: port.prometheus,
    rules,
    evaluateEvery: "1s",
    peers: {
      exporter: here(desk.port),
      alertmanager: here(port.alertmanager),
    },
  });
  stops.push(prometheus.stop);
  await Promise.all([ready(alertmanager, signal), ready(prometheus, signal)]);
  signal.throwIfAborted();
  return { traffic, prometheus, alertmanager, isWarm: () => scrapes >= WARM };
}
