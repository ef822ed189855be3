import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { filesBelow } from "../manifests/files";
import type { FileRead } from "../manifests/files";
import { filesInGit, isRef } from "../manifests/git";
import type { GitPath } from "../manifests/git";
import type { Described, Problem } from "../problems/problem";

/** One side of a comparison: what it is called, and its files. */
export interface Side {
  readonly label: string;
  /** By their names below the folder; "" where a file itself is named. */
  readonly files: readonly FileRead[];
}

/** The folder that is meant where none is named. */
const FOLDER = "dist";

/** Where a side is: on the disk, or in a commit. */
type Where = { readonly path: string } | GitPath;

/**
 * The two sides that arguments mean: none is `dist` against its last commit, a
 * folder alone is itself against its last commit, a ref alone is `dist` against
 * that. A ref without a path means the folder `dist` in it.
 */
export function sidesOf(
  args: readonly string[],
): Described<readonly [Side, Side]> {
  const problems: Problem[] = [];
  const bare = args.map((arg) => arg.replace(/(.)\/+$/, "$1"));
  const sides = placesOf(bare).map((where) => read(where, problems));
  const [before, after] = sides;
  return before && after && problems.length === 0
    ? { value: [before, after], problems }
    : { problems };
}

function placesOf(args: readonly string[]): readonly Where[] {
  const [one, other] = args;
  if (one !== undefined && other !== undefined)
    return [placeOf(one), placeOf(other)];
  if (one === undefined || existsSync(one)) {
    const path = one ?? FOLDER;
    return [committed(path), { path }];
  }
  return [placeOf(one), { path: FOLDER }];
}

/** What stands on the disk is meant first; `./main` for a file that is called like a branch. */
function placeOf(arg: string): Where {
  if (existsSync(arg)) return { path: arg };
  const colon = arg.indexOf(":");
  const [ref, path] =
    colon > 0
      ? [arg.slice(0, colon), arg.slice(colon + 1)]
      : [arg, `./${FOLDER}`];
  // A path that is misspelt is no ref: say what it is.
  return colon > 0 || isRef(ref, ".") || !/[/.]/.test(arg)
    ? { ref, path, cwd: "." }
    : { path: arg };
}

/** A path as it is in the last commit, whichever repository it is in. */
function committed(path: string): GitPath {
  const folder = existsSync(path) && statSync(path).isDirectory();
  return folder
    ? { ref: "HEAD", path: "./", cwd: path }
    : existsSync(path)
      ? {
          ref: "HEAD",
          path: `./${path.slice(path.lastIndexOf("/") + 1)}`,
          cwd: dirname(path),
        }
      : { ref: "HEAD", path: `./${path}`, cwd: "." };
}

function read(where: Where, problems: Problem[]): Side | undefined {
  if ("path" in where && !("ref" in where)) {
    if (existsSync(where.path))
      return {
        label: where.path,
        files: filesBelow(where.path),
      };
    problems.push({
      severity: "error",
      where: "sidelight diff",
      message: `got ${where.path}, expected a folder, a file or a Git ref that exists`,
      fix: "write sidelight diff OLD NEW, for example sidelight diff main dist",
    });
    return undefined;
  }
  const found = filesInGit(where);
  if ("files" in found) return { label: labelOf(where), files: found.files };
  problems.push({
    severity: "error",
    where: "sidelight diff",
    message: found.wrong,
    fix: found.fix,
  });
  return undefined;
}

function labelOf({ ref, path, cwd }: GitPath): string {
  const inside = path.replace(/^\.\//, "");
  if (cwd === ".") return `${ref}:${inside}`;
  return `${ref}:${inside === "" ? cwd : `${cwd}/${inside}`}`;
}
