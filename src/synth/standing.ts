import { existsSync } from "node:fs";
import { relative } from "node:path";
import { filesAt } from "../manifests/files";
import type { FileRead } from "../manifests/files";
import { filesInGit, isRef } from "../manifests/git";
import type { Source } from "../manifests/manifest";
import type { Described, Problem } from "../problems/problem";
import { GENERATED } from "./render";

/** What stands: texts by their names below dist. */
export type Standing = ReadonlyMap<string, string>;

/**
 * The dist that a step is taken from: the one on the disk, or that of a ref.
 * Where the disk has none, since cdk8s synth deletes it before the app runs, it
 * is that of the last commit; without one there is nothing to step from.
 */
export function standing(dist: string, against?: string): Described<Standing> {
  if (against === undefined) {
    const here = onDisk(dist);
    if (here.size > 0 || !isRef("HEAD", "."))
      return { value: here, problems: [] };
  }
  const ref = against ?? "HEAD";
  const found = filesInGit({ ref, path: `./${relative(".", dist)}`, cwd: "." });
  if ("files" in found) return { value: textsOf(found.files), problems: [] };
  const problem: Problem = {
    severity: "error",
    where: "synth, --against",
    message: found.wrong,
    fix: found.fix,
  };
  return against === undefined
    ? { value: new Map(), problems: [] }
    : { problems: [problem] };
}

function onDisk(dist: string): Standing {
  if (!existsSync(dist)) return new Map();
  return textsOf(
    [...filesAt(dist)].map((one) => ({
      ...one,
      file: relative(dist, one.file),
    })),
  );
}

function textsOf(files: readonly FileRead[]): Standing {
  return new Map(
    files
      .filter((file): file is Source => "text" in file)
      .map(({ file, text }) => [file, text]),
  );
}

/** Files in dist that somebody else wrote: they stand before a step and after it. */
export function foreignIn(dist: string): Standing {
  return new Map(
    [...onDisk(dist)].filter(([, text]) => !text.startsWith(GENERATED)),
  );
}
