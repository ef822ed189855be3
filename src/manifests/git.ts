import { spawnSync } from "node:child_process";
import { join } from "node:path/posix";
import { isLeftOut, isManifestName, sourceOf } from "./files";
import type { FileRead } from "./files";

/** A file or folder as it is in a commit. */
export interface GitPath {
  /** A branch, a tag, a commit: whatever Git takes for one. */
  readonly ref: string;
  /** From the top of the repository; from `cwd` where it begins with `./`. */
  readonly path: string;
  readonly cwd: string;
}

/** What could be read, or why nothing could: `got …, expected …`. */
export type GitRead =
  | { readonly files: readonly FileRead[] }
  | { readonly wrong: string; readonly fix: string };

/** Whether Git knows a commit by that name. */
export function isRef(ref: string, cwd: string): boolean {
  return (
    git(
      cwd,
      "rev-parse",
      "--verify",
      "--quiet",
      "--end-of-options",
      `${ref}^{commit}`,
    ).status === 0
  );
}

/**
 * The manifests below a path in a commit, by their names below it; a file that
 * is named itself has the name "". Submodules and links are passed over.
 */
export function filesInGit({ ref, path, cwd }: GitPath): GitRead {
  const inside = git(cwd, "rev-parse", "--git-dir");
  if (inside.error)
    return {
      wrong: `got ${ref}, but git cannot be run here`,
      fix: "install git, or name two folders",
    };
  if (inside.status !== 0)
    return {
      wrong: `got ${ref}, but ${cwd === "." ? "this folder" : cwd} is in no Git repository`,
      fix: "go to the repository, or name two folders",
    };
  if (!isRef(ref, cwd))
    return {
      wrong: `got ${ref}, expected a folder, a file or a Git ref that exists`,
      fix: "git branch --all and git log show what there is; a shallow clone has less",
    };
  const found = entriesBelow({ ref, path, cwd });
  if (found.length === 0)
    return {
      wrong: `got ${ref}:${path}, where there is no .yaml, .yml or .json file`,
      fix: `git ls-tree -r --name-only ${ref} shows what it holds`,
    };
  return { files: blobs(found, cwd) };
}

/**
 * The same, where texts at hand may stand for what the commit has: only files
 * that differ, or are not at hand, are asked for. Nothing where the commit has
 * no manifests there, or Git cannot tell.
 */
export function filesInGitBeside(
  { ref, path, cwd }: GitPath,
  here: ReadonlyMap<string, string>,
): readonly FileRead[] | undefined {
  if (!isRef(ref, cwd)) return undefined;
  const entries = entriesBelow({ ref, path, cwd });
  const diff = git(
    cwd,
    ...["diff", "--name-only", "--no-renames", "--relative", "-z"],
    ...[ref, "--", path],
  );
  if (entries.length === 0 || diff.status !== 0) return undefined;
  const changed = new Set(diff.stdout.toString("utf8").split("\0"));
  const atHand = ({ name }: Entry) =>
    changed.has(join(path, name)) ? undefined : here.get(name);
  const asked = blobs(
    entries.filter((entry) => atHand(entry) === undefined),
    cwd,
  );
  const read = new Map(asked.map((one) => [one.file, one]));
  return entries.flatMap((entry) => {
    const text = atHand(entry);
    if (text !== undefined) return [{ file: entry.name, text }];
    return read.get(entry.name) ?? [];
  });
}

interface Entry {
  readonly id: string;
  /** Below the folder; "" for the file itself. */
  readonly name: string;
}

function entriesBelow({ ref, path, cwd }: GitPath): readonly Entry[] {
  const top = `${ref}:${path.replace(/\/$/, path === "./" ? "/" : "")}`;
  const { stdout: id } = git(
    cwd,
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    top,
  );
  if (id.length === 0) return [];
  const blob = id.toString("utf8").trim();
  if (git(cwd, "cat-file", "-t", blob).stdout.toString("utf8") === "blob\n")
    return [{ id: blob, name: "" }];
  const { stdout } = git(cwd, "ls-tree", "-r", "-z", "--full-tree", blob);
  return stdout
    .toString("utf8")
    .split("\0")
    .flatMap((line): readonly Entry[] => {
      const [, mode, own, name] =
        /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
      if (own === undefined || name === undefined || !mode?.startsWith("100"))
        return [];
      const folders = name.split("/").slice(0, -1);
      return isManifestName(name) && !folders.some(isLeftOut)
        ? [{ id: own, name }]
        : [];
    });
}

/** All contents from one process: `<id> blob <size>`, the bytes, a line's end. */
function blobs(entries: readonly Entry[], cwd: string): readonly FileRead[] {
  const { stdout } = spawnSync("git", ["cat-file", "--batch"], {
    cwd,
    input: entries.map(({ id }) => `${id}\n`).join(""),
    maxBuffer: Infinity,
  });
  let at = 0;
  return entries.map(({ name }) => {
    const end = stdout.indexOf("\n", at);
    const size = Number(stdout.toString("utf8", at, end).split(" ")[2] ?? 0);
    const bytes = stdout.subarray(end + 1, end + 1 + size);
    at = end + 1 + size + 1;
    return sourceOf(name, bytes);
  });
}

/** Whether Git has these bytes anywhere: in a commit, staged, stashed. */
export function gitKnows(files: readonly Uint8Array[]): readonly boolean[] {
  return files.map((bytes) => {
    const { stdout, status } = spawnSync("git", ["hash-object", "--stdin"], {
      input: bytes,
    });
    return (
      status === 0 &&
      git(".", "cat-file", "-e", stdout.toString("utf8").trim()).status === 0
    );
  });
}

function git(cwd: string, ...args: readonly string[]) {
  return spawnSync("git", args, { cwd, maxBuffer: Infinity });
}
