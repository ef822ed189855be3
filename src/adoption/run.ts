import { adopt } from "../adopt/adopt";
import type { Surroundings } from "../checks/command";
import type { Given } from "../checks/options";
import type { Outcome } from "../checks/outcome";
import { textReport as findingsReport } from "../checks/text";
import { readManifests } from "../manifests/read";
import { printProblems } from "../problems/print";
import type { Problem } from "../problems/problem";
import { progress } from "../problems/progress";
import { hasErrors } from "../problems/problem";
import { emit } from "./emit";
import { plural } from "../problems/words";
import { compose } from "./files";
import { jsonReport } from "./json";
import { judged } from "./judged";
import { readOptions } from "./options";
import { textReport } from "./report";
import { put } from "./put";

const NEXT = `
It is yours from here on:
  npm install sidelight cdk8s cdk8s-plus-27 constructs tsx
  npx tsx FOLDER/main.ts`;

/** 0, 1 where something could not be read or written, 2 where the command line is wrong or nothing was read. */
export async function run(
  given: Given,
  { out, err, colours = false, stdin }: Surroundings,
): Promise<number> {
  const read = readOptions(given);
  if (!read.value) {
    err(printProblems(read.problems));
    return 2;
  }
  const {
    paths,
    out: folder,
    output,
    emit: form,
    force,
    settings,
  } = read.value;
  const { say, end } = progress();
  const reading = await readManifests(paths, stdin, say);
  const adoption = adopt(reading.manifests, settings);
  const { files, added, notes, problems } = compose(adoption);
  const { theirs, ours, isWhole } = judged(reading, folder, files, say);
  end();
  const wrong: Problem[] = [...adoption.problems, ...problems];
  if (files.length === 0) {
    err(findingsReport(theirs, colours));
    err(`\nNothing was written: there is nothing to adopt.`);
    return 2;
  }
  const told = { adoption, added, notes: [...adoption.notes, ...notes] };
  out(output === "json" ? jsonReport(told) : textReport(told));
  if (wrong.length > 0) err(`\n${printProblems(wrong)}`);
  if (theirs.findings.length > 0) err(`\n${ofTheirs(theirs, paths, colours)}`);
  if (ours.findings.length > 0)
    err(
      `\nSidelight's own part is wrong, which is a defect of it:\n\n${findingsReport(ours, colours)}`,
    );
  if (ours.findings.length > 0 || hasErrors(problems)) {
    err(`\nNothing was written; ${folder} is as it was.`);
    return 1;
  }
  const written = put(
    folder,
    form === "ts" ? emit(adoption, settings) : files,
    reading,
    force,
  );
  if ("problems" in written) {
    err(`\n${printProblems(written.problems)}`);
    err(`\nNothing was written; ${folder} is as it was.`);
    return 1;
  }
  if (output === "text") {
    out(`\n${written.summary}`);
    if (form === "ts") out(NEXT.replaceAll("FOLDER", folder));
  }
  return isWhole && !hasErrors(wrong) ? 0 : 1;
}

/** Errors in full; of warnings, which are no obstacle today, only how many. */
function ofTheirs(
  theirs: Outcome,
  paths: readonly string[],
  colours: boolean,
): string {
  const errors = theirs.findings.filter(({ severity }) => severity === "error");
  const warnings = theirs.findings.length - errors.length;
  const more =
    warnings === 0
      ? ""
      : `${plural(warnings, "warning")} on your manifests; sidelight check ${paths.join(" ")} shows ${warnings === 1 ? "it" : "them"}.`;
  if (errors.length === 0) return more;
  const full = findingsReport({ ...theirs, findings: errors }, colours);
  return [
    `Of your manifests; what could be read is written as it is:\n\n${full}`,
    ...(more === "" ? [] : [more]),
  ].join("\n");
}
