import { existsSync } from "node:fs";
import { relative } from "node:path";
import { filesBelow } from "../manifests/files";
import type { FileRead } from "../manifests/files";
import type { GitPath } from "../manifests/git";
import { filesInGit, filesInGitBeside, isRef } from "../manifests/git";
import type { Source } from "../manifests/manifest";
import type { Described } from "../problems/problem";
import { GENERATED } from "./render";

/** What stands: texts by their names below dist. */
export type Standing = ReadonlyMap<string, string>;

/** A dist that a step is taken from. */
export interface Base {
  readonly from: "disk" | "commit";
  readonly files: Standing;
}

/**
 * The dists that a step is taken from: that of a ref, where one is named.
 * Otherwise what was applied counts, and that may be the one on the disk, by
 * kubectl, or that of the last commit, by Flux: both, where they differ. Where
 * the disk has none, since cdk8s synth deletes it before the app runs, it is that
 * of the last commit; where Git has none, that on the disk.
 */
export function standing(
  dist: string,
  against?: string,
): Described<readonly Base[]> {
  if (against !== undefined) {
    const found = filesInGit(placeOf(dist, against));
    if ("files" in found) return only("commit", textsOf(found.files));
    const { wrong: message, fix } = found;
    const where = "synth, --against";
    return { problems: [{ severity: "error", where, message, fix }] };
  }
  const here = onDisk(dist);
  const head = placeOf(dist, "HEAD");
  if (here.size === 0 && isRef(head.ref, head.cwd)) {
    const found = filesInGit(head);
    return only("commit", "files" in found ? textsOf(found.files) : new Map());
  }
  const committed = textsOf(filesInGitBeside(head, here) ?? []);
  if (committed.size === 0 || isSame(here, committed))
    return only("disk", here);
  const value: readonly Base[] = [
    { from: "disk", files: here },
    { from: "commit", files: committed },
  ];
  return { value, problems: [] };
}

/** Whether the last commit has it. */
export function isCommitted(dist: string): boolean {
  return "files" in filesInGit(placeOf(dist, "HEAD"));
}

function only(from: Base["from"], files: Standing): Described<readonly Base[]> {
  return { value: [{ from, files }], problems: [] };
}

/** A dist beside this repository may be in another one. */
function placeOf(dist: string, ref: string): GitPath {
  const path = relative(".", dist);
  return path.startsWith("..") && existsSync(dist)
    ? { ref, path: "./", cwd: dist }
    : { ref, path: `./${path}`, cwd: "." };
}

function isSame(one: Standing, other: Standing): boolean {
  return (
    one.size === other.size &&
    [...one].every(([file, text]) => other.get(file) === text)
  );
}

function onDisk(dist: string): Standing {
  if (!existsSync(dist)) return new Map();
  return textsOf(filesBelow(dist));
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
