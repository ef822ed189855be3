import { readManifests } from "../manifests/read";
import { printProblems } from "../problems/print";
import { hasErrors } from "../problems/problem";
import { progress } from "../problems/progress";
import { ALL_CHECKS } from "./all";
import type { Surroundings } from "./command";
import { githubReport } from "./github";
import { jsonReport } from "./json";
import { judge } from "./judge";
import type { CheckOptions } from "./options";
import type { Outcome } from "./outcome";
import { sarifReport } from "./sarif";
import { readSettings } from "./settings";
import { textReport } from "./text";

/** Reads, judges and prints; gives the exit code. */
export async function judgePaths(
  { paths, crds, meshConfig, output }: CheckOptions,
  { out, err, colours = false, stdin }: Surroundings,
): Promise<number> {
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
