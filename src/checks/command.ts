import { readManifests } from "../manifests/read";
import { printProblems } from "../problems/print";
import { progress } from "../problems/progress";
import { hasErrors } from "../problems/problem";
import { ALL_CHECKS } from "./all";
import { githubReport } from "./github";
import { judge } from "./judge";
import { jsonReport } from "./json";
import type { CheckOptions, Given } from "./options";
import { OPTIONS, readOptions } from "./options";
import type { Outcome } from "./outcome";
import { sarifReport } from "./sarif";
import { readSettings } from "./settings";
import { textReport } from "./text";

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
export async function run(
  given: Given,
  { out, err, colours = false, stdin }: Surroundings,
): Promise<number> {
  const read = readOptions(given);
  if (!read.value) {
    err(printProblems(read.problems));
    return 2;
  }
  const { paths, crds, meshConfig, output } = read.value;
  const {
    mesh,
    crds: definitions,
    problems,
  } = await readSettings(meshConfig, crds);
  if (problems.length > 0) err(printProblems(problems));
  if (hasErrors(problems)) return 2;
  const { say, end } = progress();
  const reading = await readManifests(paths, stdin, say);
  const outcome = judge(reading, ALL_CHECKS, mesh, definitions, say);
  end();
  out(rendered(outcome, output, colours));
  if (reading.texts.size === 0) return 2;
  return outcome.findings.some(({ severity }) => severity === "error") ? 1 : 0;
}

function rendered(
  outcome: Outcome,
  output: CheckOptions["output"],
  colours: boolean,
): string {
  switch (output) {
    case "text":
      return textReport(outcome, colours);
    case "json":
      return jsonReport(outcome);
    case "sarif":
      return sarifReport(outcome, ALL_CHECKS);
    case "github":
      return githubReport(outcome);
  }
}
