import { printProblems } from "../problems/print";
import type * as judging from "./judge-paths";
import type { Given } from "./options";
import { OPTIONS, readOptions } from "./options";

/** Where a command writes. */
export interface Surroundings {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  readonly colours?: boolean;
  /** @default process.stdin */
  readonly stdin?: AsyncIterable<Uint8Array | string>;
}

export const usage = "sidelight check [options] PATH…";
export const options = OPTIONS;
export const about = `Judges manifests: files, folders with all that is below them, and - for standard
input. Reads YAML and JSON, Lists, files of Prometheus rules and dashboards of Grafana.`;

export function more(): string {
  return `A finding is suppressed where it stands, with a reason:
  metadata.annotations: {sidelight.dev/ignore: "CHECK: reason; CHECK: reason"}
  # sidelight:ignore CHECK: reason     on the line above, or at the line's end

In folders, those named .* and node_modules are left out.
Exit code: 0 without errors, 1 with errors, 2 where nothing could be read.`;
}

/** 0 without errors, 1 with errors, 2 where the command line is wrong or nothing was read. */
export async function run(given: Given, around: Surroundings): Promise<number> {
  const read = readOptions(given);
  if (!read.value) {
    around.err(printProblems(read.problems));
    return 2;
  }
  const { judgePaths } = require("./judge-paths") as typeof judging;
  return judgePaths(read.value, around);
}
