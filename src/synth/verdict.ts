import { readFileSync } from "node:fs";
import { join } from "node:path";
import type * as judging from "./checked";
import type { Verdict } from "./checked";
import { hashOf, keep, kept } from "./cache";
import type { RenderedFile } from "./render";

/** The name of what was found clean: hashes of files and program, newest last. */
const RECORD = "clean";
/** Another branch, or an edit that is taken back, brings files of some time ago. */
const MOST = 10;

/**
 * What the checks say of files that are about to be written. What the same
 * program has judged before, and had nothing to say of, is not judged again:
 * the same files give the same findings. Then no check is even loaded.
 */
export function verdictOn(
  dist: string,
  files: readonly RenderedFile[],
  say?: (what: string) => void,
): Verdict {
  const question = questionOf(dist, files);
  const clean = knownClean();
  if (question !== undefined && clean.includes(question))
    return { errors: 0, report: "" };
  const { checked } = require("./checked") as typeof judging;
  const verdict = checked(dist, files, say);
  if (question !== undefined && verdict.report === "")
    keep(RECORD, { clean: [...clean, question].slice(-MOST) });
  return verdict;
}

function knownClean(): readonly unknown[] {
  const { clean } = kept(RECORD);
  return Array.isArray(clean) ? clean : [];
}

/** All that a verdict depends on; nothing in a checkout, where the checks may have changed. */
function questionOf(
  dist: string,
  files: readonly RenderedFile[],
): string | undefined {
  const build = buildId();
  return build === undefined
    ? undefined
    : hashOf(JSON.stringify([build, process.version, dist, files]));
}

/** What tells this build of the package from every other; sources have none. */
function buildId(): string | undefined {
  try {
    return readFileSync(join(__dirname, "build-id"), "utf8");
  } catch {
    return undefined;
  }
}
