import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/** A drill that cannot go on, in one line for its user. */
export class DrillError extends Error {
  override readonly name = "DrillError";
}

/** A server that a drill started and will stop. */
export interface Running {
  readonly name: string;
  /** Its address: http://127.0.0.1:9090 */
  readonly url: string;
  /** What ended it, where it ended by itself. */
  readonly died: () => string | undefined;
  readonly stop: () => Promise<void>;
}

const PATIENCE = { ready: 20_000, stop: 3_000 } as const;

/** Starts a server; `ready` waits until it answers. */
export function start(
  name: string,
  program: string,
  args: readonly string[],
  url: string,
): Running {
  const child = spawn(program, args, {
    stdio: ["ignore", "ignore", "pipe"],
    // Ctrl-C in a terminal goes to the whole group; these are stopped in their turn.
    detached: true,
  });
  let said = "";
  let failed: string | undefined;
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-20_000);
  });
  child.once("error", (error) => (failed = error.message));
  const gone = new Promise<void>((done) => {
    child.once("close", () => done());
    child.once("error", () => done());
  });
  const killNow = () => child.kill("SIGKILL");
  process.once("exit", killNow);
  return {
    name,
    url,
    died: () => failed ?? (hasEnded(child) ? complaint(said) : undefined),
    stop: async () => {
      if (!hasEnded(child)) child.kill("SIGTERM");
      const timer = setTimeout(killNow, PATIENCE.stop);
      await gone;
      clearTimeout(timer);
      process.off("exit", killNow);
    },
  };
}

/** Waits until a server answers, or says in one line why it does not. */
export async function ready(
  { name, url, died }: Running,
  signal: AbortSignal,
): Promise<void> {
  const until = Date.now() + PATIENCE.ready;
  while (!signal.aborted) {
    const why = died();
    if (why !== undefined) throw new DrillError(`${name} refused: ${why}`);
    if (Date.now() > until)
      throw new DrillError(`${name} did not answer within 20 seconds`);
    const answer = await fetch(`${url}/-/ready`, { signal }).catch(
      () => undefined,
    );
    if (answer?.ok) return;
    await sleep(50, undefined, { signal }).catch(() => undefined);
  }
}

/** What a server answers. */
export async function ask(url: string, signal: AbortSignal): Promise<unknown> {
  const answer = await fetch(url, { signal });
  return answer.json();
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** What is wrong, from the log of a server that gave up. */
export function complaint(log: string): string {
  const lines = log.split("\n").filter((line) => line.trim() !== "");
  // The first error is the cause, those after it are what comes of it.
  const line =
    lines.find((one) => /level=error/i.test(one)) ??
    lines[lines.length - 1] ??
    "";
  const text = /\berr="((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? line;
  return text.replaceAll('\\"', '"').replaceAll("\\n", " ").trim();
}
