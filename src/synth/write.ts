import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import type { Problem } from "../problems/problem";
import type { RenderedFile } from "./render";
import { OWNED } from "./render";

/** What a write did to a folder. */
export interface Written {
  readonly files: number;
  readonly objects: number;
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

export interface Plan {
  readonly folder: string;
  readonly files: readonly RenderedFile[];
  readonly changed: readonly RenderedFile[];
  readonly removed: readonly string[];
  readonly problems: readonly Problem[];
}

interface PlanOptions {
  /** How the first line of our own files begins. @default - as that of all that sidelight writes */
  readonly owned?: string;
  /** Files of others that are in the way are replaced. @default false */
  readonly replace?: boolean;
}

/**
 * What has to be done so that a folder holds just these files. Files without
 * our first line are somebody else's: they stay, and one in the way is an
 * error. Files whose bytes are the same are not touched.
 */
export function plan(
  folder: string,
  files: readonly RenderedFile[],
  { owned = OWNED, replace = false }: PlanOptions = {},
): Plan {
  const problems: Problem[] = [];
  const wanted = new Set(files.map(({ path }) => path));
  const changed = files.filter(({ path, content }) => {
    const target = join(folder, path);
    if (!existsSync(target)) return true;
    if (!replace && !isGenerated(target, owned)) {
      problems.push({
        severity: "error",
        where: target,
        message: "got a file here that sidelight did not write",
        fix: "move it elsewhere or delete it; it is not overwritten",
      });
      return false;
    }
    return readFileSync(target, "utf8") !== content;
  });
  const removed = filesBelow(folder)
    .map((file) => relative(folder, file))
    .filter(
      (path) => !wanted.has(path) && isGenerated(join(folder, path), owned),
    );
  return { folder, files, changed, removed, problems };
}

/**
 * Carries out plans, all or nothing: every byte is on the disk beside its
 * folder before the first file is moved into its place.
 */
export function write(plans: readonly Plan[]): readonly Written[] {
  const staged = plans.map(({ folder }) =>
    join(dirname(folder), `.${basename(folder)}.staging`),
  );
  try {
    plans.forEach(({ changed }, index) => {
      const staging = staged[index] ?? "";
      rmSync(staging, { recursive: true, force: true });
      for (const { path, content } of changed)
        put(join(staging, path), content);
    });
    plans.forEach(({ folder, changed, removed }, index) => {
      for (const { path } of changed) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        renameSync(join(staged[index] ?? "", path), join(folder, path));
      }
      for (const path of removed) rmSync(join(folder, path));
    });
  } finally {
    for (const staging of staged)
      rmSync(staging, { recursive: true, force: true });
  }
  return plans.map(({ files, changed, removed }) => ({
    files: files.length,
    objects: files.reduce((sum, { objects }) => sum + objects, 0),
    changed: changed.map(({ path }) => path),
    removed,
  }));
}

function put(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

export function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Whether a file's first line begins with its owner's words. */
export function isGenerated(file: string, owned: string): boolean {
  const start = Buffer.alloc(owned.length);
  const descriptor = openSync(file, "r");
  try {
    readSync(descriptor, start, 0, start.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return start.toString("utf8") === owned;
}
