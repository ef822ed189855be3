import { execFile } from "node:child_process";
import { createWriteStream, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { complaint, DrillError } from "./process";
import type { Sample } from "./traffic";
import { nameOf } from "./traffic";

/** Prometheus's storage below a drill's folder. */
export function storageOf(folder: string): string {
  return join(folder, "storage");
}

/** Samples of one moment of the past, in seconds since 1970. */
export interface Moment {
  readonly time: number;
  readonly samples: readonly Sample[];
}

/** Puts a past into Prometheus's storage before it starts. */
export async function writePast(
  promtool: string,
  folder: string,
  past: Iterable<Moment>,
  signal: AbortSignal,
): Promise<void> {
  const file = join(folder, "past.txt");
  mkdirSync(storageOf(folder), { recursive: true });
  await pipeline(Readable.from(openMetrics(past)), createWriteStream(file), {
    signal,
  });
  const args = ["tsdb", "create-blocks-from", "openmetrics", "--quiet"];
  await promisify(execFile)(promtool, [...args, file, storageOf(folder)], {
    signal,
    maxBuffer: 2 ** 26,
  }).catch((error: { readonly stderr?: string }) => {
    signal.throwIfAborted();
    throw new DrillError(`promtool refused: ${complaint(error.stderr ?? "")}`);
  });
}

/** https://prometheus.io/docs/prometheus/latest/storage/#backfilling-from-openmetrics-format */
export function* openMetrics(past: Iterable<Moment>): Generator<string> {
  for (const { time, samples } of past)
    yield samples
      .map((sample) => `${nameOf(sample)} ${sample.value} ${time.toFixed(3)}\n`)
      .join("");
  yield "# EOF\n";
}

/** Takes away what Prometheus itself has seen, and leaves the past that was written for it. */
export function forgetSeen(folder: string): void {
  for (const part of ["wal", "wbl", "chunks_head"])
    rmSync(join(storageOf(folder), part), { recursive: true, force: true });
}
