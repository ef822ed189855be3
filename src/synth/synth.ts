import type { App } from "cdk8s";
import { printProblems } from "../problems/print";
import type { Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";
import { plural } from "../problems/words";
import { checked } from "./checked";
import { render } from "./render";
import type { Written } from "./write";
import { plan, write } from "./write";

export interface SynthOptions {
  /** Where the API objects go. @default - the app's outdir, which is dist */
  readonly dist?: string;
  /** Where files for other tools go. @default "artifacts" */
  readonly artifacts?: string;
}

/**
 * Synthesizes an app: all of it, or, where anything is wrong, nothing, with
 * every problem printed and exit code 1. What would be written is held against
 * all checks first: errors keep it from being written, warnings do not. What was written is said on standard
 * output, problems on standard error.
 */
export function synth(app: App, options: SynthOptions = {}): void {
  const { dist = app.outdir, artifacts = "artifacts" } = options;
  const rendered = render(app);
  const plans = [
    plan(dist, rendered.dist),
    plan(artifacts, rendered.artifacts),
  ];
  const problems: Problem[] = [
    ...rendered.problems,
    ...plans.flatMap((one) => one.problems),
  ];
  if (problems.length > 0) process.stderr.write(`${printProblems(problems)}\n`);
  // What could not be rendered would only be found missing.
  const verdict = hasErrors(problems)
    ? { errors: 0, report: "" }
    : checked(dist, rendered.dist);
  if (verdict.report !== "") process.stderr.write(`${verdict.report}\n`);
  if (hasErrors(problems) || verdict.errors > 0) {
    process.stderr.write(`\nNothing was written; ${dist} is as it was.\n`);
    process.exitCode = 1;
    return;
  }
  try {
    const [toDist, toArtifacts] = write(plans);
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
