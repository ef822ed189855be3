import type { App } from "cdk8s";
import { existsSync } from "node:fs";
import { printProblems } from "../problems/print";
import type { Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";
import { progress } from "../problems/progress";
import { plural } from "../problems/words";
import { allowsNothing, EDITED } from "./allowance";
import { editedByHand, remember } from "./edited";
import type { StepOptions } from "./flags";
import { readFlags } from "./flags";
import { render } from "./render";
import type * as standing from "./standing";
import type * as stepping from "./stepped";
import type { Stepped } from "./stepped";
import { verdictOn } from "./verdict";
import type { Plan, Written } from "./write";
import { plan, write } from "./write";

export interface SynthOptions extends StepOptions {
  /** Where the API objects go. @default - the app's outdir, which is dist */
  readonly dist?: string;
  /** Where files for other tools go. @default "artifacts" */
  readonly artifacts?: string;
}

/**
 * Synthesizes an app: all of it, or, where anything is wrong, nothing, with
 * every problem printed and exit code 1. What would be written is held against
 * all checks first, and against what stands: errors keep it from being written,
 * and so does a step that would cut somebody off; warnings do not. What was
 * written is said on standard output, problems on standard error. `--against`,
 * `--allow` and `--step` on the command line win over the options.
 */
export function synth(app: App, options: SynthOptions = {}): void {
  const { dist = app.outdir, artifacts = "artifacts" } = options;
  const flags = readFlags(process.argv.slice(2), process.env);
  const { say, end } = progress();
  const rendered = render(app, say);
  end();
  const stands = plan(dist, rendered.dist);
  const problems: Problem[] = [
    ...flags.problems,
    ...rendered.problems,
    ...stands.problems,
    ...plan(artifacts, rendered.artifacts).problems,
  ];
  const allow = { ...options.allow, ...flags.value?.allow };
  // What could not be rendered would only be found missing.
  const step = hasErrors(problems)
    ? undefined
    : stepFrom(stands, { ...options, ...flags.value, allow });
  problems.push(...(step?.problems ?? []));
  if (problems.length > 0) process.stderr.write(`${printProblems(problems)}\n`);
  const files = step?.files ?? rendered.dist;
  const verdict = step
    ? verdictOn(dist, files, say)
    : { errors: 0, report: "" };
  end();
  if (verdict.report !== "") process.stderr.write(`${verdict.report}\n`);
  const toWrite = step?.files === rendered.dist ? stands : plan(dist, files);
  const edited = step ? editedFiles(dist, toWrite, allow[EDITED]) : [];
  if (edited.length > 0) process.stderr.write(`${printProblems(edited)}\n`);
  const refused = step?.refused ?? "";
  if (refused !== "") process.stderr.write(`${refused}\n`);
  if (
    hasErrors([...problems, ...edited]) ||
    verdict.errors > 0 ||
    refused !== ""
  ) {
    process.stderr.write(`\n${nothingWritten(dist)}\n`);
    process.exitCode = 1;
    return;
  }
  for (const note of step?.notes ?? []) process.stdout.write(`${note}\n`);
  try {
    const [toDist, toArtifacts] = write([
      toWrite,
      plan(artifacts, rendered.artifacts),
    ]);
    remember(dist, files);
    if (toDist) process.stdout.write(summary(dist, toDist));
    if (
      toArtifacts &&
      (toArtifacts.files > 0 || toArtifacts.removed.length > 0)
    )
      process.stdout.write(summary(artifacts, toArtifacts));
  } catch (error) {
    const { message } = error as Error;
    process.stderr.write(
      `error: ${dist}: cannot be written: ${message}\n  fix: make the folder writable, or free some space\n`,
    );
    process.exitCode = 1;
  }
}

/** cdk8s synth deletes the folder before the app runs. */
function nothingWritten(dist: string): string {
  const said = "Nothing was written";
  if (existsSync(dist)) return `${said}; ${dist} is as it was.`;
  const { isCommitted } = require("./standing") as typeof standing;
  return isCommitted(dist)
    ? `${said}; ${dist} is not there, since cdk8s synth deletes it first: git restore ${dist} brings it back.`
    : `${said}.`;
}

/** What is said of the step from what stands; where that is the same already, there is none. */
function stepFrom(stands: Plan, options: StepOptions): Stepped {
  const { folder, files, changed, removed } = stands;
  const asked = options.against ?? Object.keys(options.allow ?? {})[0];
  if (changed.length + removed.length === 0 && asked === undefined)
    return { problems: [], refused: "", notes: [], files };
  const { stepped } = require("./stepped") as typeof stepping;
  return stepped(folder, files, options);
}

/** Edits by hand would be lost: an error, or a warning where that is allowed. */
function editedFiles(
  dist: string,
  { changed, removed }: ReturnType<typeof plan>,
  reason: string | undefined,
): readonly Problem[] {
  const touched = [...changed.map(({ path }) => path), ...removed];
  const edited = editedByHand(dist, touched);
  if (edited.length === 0 && reason !== undefined)
    return [allowsNothing(EDITED)];
  const got = "got a file that was edited by hand since it was written";
  return edited.map((file) => ({
    severity: reason ? "warning" : "error",
    where: file,
    message: reason ? `${got}; it is overwritten: ${reason}` : got,
    fix: `say the same in TypeScript; git diff ${file} shows it, git add ${file} keeps it, --allow ${EDITED}="REASON" overwrites it`,
  }));
}

/** What a folder holds after a write, and what is new. */
export function summary(folder: string, written: Written): string {
  const { files, objects, changed, removed } = written;
  const held =
    objects > 0
      ? `${plural(files, "file")}, ${plural(objects, "object")}`
      : plural(files, "file");
  const news = [
    ...changed.map((path) => `  wrote    ${path}`),
    ...removed.map((path) => `  removed  ${path}`),
  ];
  return [
    `${folder}/ holds ${held}${news.length === 0 ? "; nothing changed" : ""}`,
    ...news.slice(0, 20),
    ...(news.length > 20 ? [`  … and ${news.length - 20} more`] : []),
    "",
  ].join("\n");
}
