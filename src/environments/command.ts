import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Source } from "../manifests/manifest";
import { nearest } from "../problems/nearest";
import { printProblems } from "../problems/print";
import type { Described, Problem } from "../problems/problem";
import { aliasOn, edit } from "./edit";
import type { CanaryOptions, Given } from "./options";
import { changesByEngine } from "./engine-steps";
import { engagedIn } from "./engines";
import { OPTIONS, readOptions } from "./options";
import { readReleases } from "./read-releases";
import type { Releases } from "./releases";
import { outcomeOf, shown } from "./say";
import { engineOutcome } from "./say-engine";
import type { Change } from "./steps";
import { filesOf, hasService } from "./dist";
import { changesFor } from "./steps";
import { appCommand, synthesize } from "./synthesize";

/** Where a command writes, and how it learns that it shall stop. */
interface Surroundings {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  readonly signal: AbortSignal;
}

export const usage = "sidelight canary SERVICE STEP [options]";
export const options = OPTIONS;
export const about = `Takes a service's canary a step on, or back: changes the data file, and nothing
else in it, and synthesizes. A step that would cut somebody off is refused.`;

export function more(): string {
  return `The way on: --prepare and --off once, then --start, --mirror, --header, --weight,
--promote, --off; from each after --start back by --rollback and --off.
Commit and apply each step before the next.
Where an engine takes the steps (canary.engine): --start makes a release, and
--promote or --rollback ends it, once the engine did.

Exit code: 0 done, 1 refused or not synthesized, 2 where it could not be tried.
The data file is then as it was.`;
}

const FILES = ["releases.yaml", "releases.yml", "releases.json"];

/** 0 where the step is made, 1 where it is refused or does not synthesize, 2 where it could not be tried. */
export async function run(
  given: Given,
  { out, err, signal }: Surroundings,
): Promise<number> {
  const read = readOptions(given);
  if (!read.value) return said(err, read.problems, 2);
  const { service, step } = read.value;
  const app = appCommand();
  if (!app.value) return said(err, app.problems, 2);
  const file =
    read.value.data ??
    FILES.find((name) => existsSync(name)) ??
    "releases.yaml";
  const releases = readReleases(file);
  if (!releases.value) return said(err, releases.problems, 2);
  const found = find(file, releases.value, app.value.output, read.value);
  if (!found.value) return said(err, found.problems, 2);
  const { environment, release, files } = found.value;
  const engaged = engagedIn(files, service);
  const changes = engaged
    ? changesByEngine(step, release, engaged)
    : changesFor(step, release);
  const where = `${file}, ${environment}.${service}`;
  if ("why" in changes)
    return said(
      err,
      [
        {
          severity: "error",
          where,
          message: `got --${step.to}, but ${changes.why}`,
          fix: `the next right step is sidelight canary ${service} ${changes.next}`,
        },
      ],
      1,
    );
  const before = readFileSync(file, "utf8");
  const placed = changes.map(({ path, to }) => ({
    path: [environment, service, ...path],
    to,
  }));
  const problem = aliasProblem(file, before, placed);
  if (problem) return said(err, [problem], 2);
  put(file, edit(before, placed));
  const {
    code,
    out: printed,
    err: errors,
  } = await synthesize(app.value, signal);
  if (code !== 0) {
    put(file, before);
    err(`${errors}${errors.endsWith("\n") ? "" : "\n"}${file} is as it was.`);
    return signal.aborted ? 130 : 1;
  }
  if (errors !== "") err(errors.trimEnd());
  out(`${where}: ${shown(release, changes)}`);
  if (printed !== "") out(printed.trimEnd());
  out(
    engaged
      ? engineOutcome(step.to, release, changes, engaged)
      : outcomeOf(service, release, changes),
  );
  return 0;
}

function said(
  err: Surroundings["err"],
  problems: readonly Problem[],
  code: number,
): number {
  err(printProblems(problems));
  return code;
}

/** Whole or not at all, whenever somebody reads it. */
function put(file: string, text: string): void {
  const beside = `${file}.new`;
  writeFileSync(beside, text);
  renameSync(beside, file);
}

function find(
  file: string,
  releases: Releases,
  output: string,
  { service, environment: asked }: CanaryOptions,
): Described<{
  readonly environment: string;
  readonly files: readonly Source[];
  readonly release: Releases[string][string];
}> {
  const names = Object.keys(releases);
  const environment = asked ?? (names.length === 1 ? names[0] : undefined);
  const services =
    environment === undefined ? undefined : releases[environment];
  if (environment === undefined || !services) {
    const meant = asked === undefined ? undefined : nearest(asked, names);
    return wrong(
      file,
      asked === undefined
        ? `got ${names.length} environments, expected to be told which`
        : `got environment ${asked}, expected one that exists`,
      meant === undefined
        ? `write --env and one of ${names.join(", ")}`
        : `write --env ${meant}`,
    );
  }
  const files = filesOf(output, environment);
  const release = services[service];
  const meant = nearest(service, Object.keys(services));
  if (!release && meant !== undefined && !hasService(files, service))
    return wrong(
      `${file}, ${environment}`,
      `got service ${service}, expected one that exists`,
      `write ${meant}`,
    );
  return {
    value: { environment, files, release: release ?? {} },
    problems: [],
  };
}

function aliasProblem(
  file: string,
  text: string,
  changes: readonly Change[],
): Problem | undefined {
  for (const { path } of changes) {
    const alias = aliasOn(text, path);
    if (alias !== undefined)
      return {
        severity: "error",
        where: `${file}, ${path.join(".")}`,
        message: `got ${alias}, which stands for something in another place too`,
        fix: "write out what it stands for",
      };
  }
  return undefined;
}

function wrong(where: string, message: string, fix: string): Described<never> {
  return { problems: [{ severity: "error", where, message, fix }] };
}
