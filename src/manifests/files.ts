import type { Stats } from "node:fs";
import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { decode } from "./decode";
import type { Source } from "./manifest";
import type { Unread } from "./unread";

/** A text that was read, or why a file was not. */
export type FileRead = Source | Unread;

/** A file may have so many bytes; a text of twice that is more than JavaScript holds. */
export const MOST_BYTES = 256 * 1024 * 1024;

/**
 * The files that a path means, one after the other: itself, or everything below
 * a folder that is called .yaml, .yml or .json, in lexical order. Folders whose
 * name begins with a dot, and node_modules, are left out.
 */
export function* filesAt(path: string): Generator<FileRead> {
  const stats = statOf(path);
  if (typeof stats === "string") yield unreadable(path, stats);
  else if (!stats.isDirectory())
    // A pipe is read where it is named: <(helm template …).
    yield readFile(path, stats, stats.isFIFO());
  else {
    let found = false;
    for (const file of below(path, new Set())) {
      found = true;
      yield file;
    }
    if (!found)
      yield unreadable(
        path,
        "got a folder without .yaml, .yml and .json files",
      );
  }
}

/** The same files, by their names below the folder; "" for a file itself. */
export function filesBelow(path: string): readonly FileRead[] {
  return [...filesAt(path)].map((one) => ({
    ...one,
    file: relative(path, one.file),
  }));
}

/** `visited` are folders as they are: a link back up is not followed again. */
function* below(folder: string, visited: Set<string>): Generator<FileRead> {
  let names: string[];
  try {
    const real = realpathSync(folder);
    if (visited.has(real)) return;
    visited.add(real);
    names = readdirSync(folder).sort(byText);
  } catch (error) {
    yield unreadable(folder, reasonOf(error));
    return;
  }
  for (const name of names) {
    const path = join(folder, name);
    const fits = isManifestName(name);
    const stats = statOf(path);
    if (typeof stats === "string") {
      if (fits) yield unreadable(path, stats);
    } else if (stats.isDirectory()) {
      if (!isLeftOut(name)) yield* below(path, visited);
    } else if (fits) yield readFile(path, stats, false);
  }
}

/** Whether a file in a folder is read. */
export function isManifestName(name: string): boolean {
  return /\.(ya?ml|json)$/i.test(name);
}

/** Whether a folder in a folder is passed over. */
export function isLeftOut(folder: string): boolean {
  return folder.startsWith(".") || folder === "node_modules";
}

function readFile(path: string, stats: Stats, pipe: boolean): FileRead {
  if (!stats.isFile() && !pipe)
    return unreadable(path, "got a device or a pipe, expected a file");
  if (stats.size > MOST_BYTES) return tooLarge(path, stats.size);
  try {
    return sourceOf(path, readFileSync(path));
  } catch (error) {
    return unreadable(path, reasonOf(error));
  }
}

/** Bytes that were read, as text. */
export function sourceOf(file: string, bytes: Uint8Array): FileRead {
  if (bytes.length > MOST_BYTES) return tooLarge(file, bytes.length);
  const decoded = decode(bytes);
  return "wrong" in decoded
    ? unreadable(file, decoded.wrong)
    : { file, text: decoded.text };
}

function tooLarge(file: string, size: number): Unread {
  return {
    check: "read/too-large",
    severity: "error",
    file,
    message: `got ${Math.round(size / 1_000_000)} MB, expected at most ${MOST_BYTES >> 20} MB`,
    fix: "split the file",
  };
}

export function unreadable(file: string, message: string): Unread {
  return {
    check: "read/unreadable",
    severity: "error",
    file,
    message: message.includes("expected")
      ? message
      : `${message}, expected a file of YAML or JSON`,
    fix: "name files that can be read, or - for standard input",
  };
}

function statOf(path: string): Stats | string {
  try {
    return statSync(path);
  } catch (error) {
    return reasonOf(error);
  }
}

function reasonOf(error: unknown): string {
  const code = (error as { readonly code?: string }).code ?? "";
  return (
    REASONS[code] ?? `got ${code === "" ? "an error" : code} on reading it`
  );
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "got no such file, or a link that leads nowhere",
  EACCES: "got no permission to read it",
  EPERM: "got no permission to read it",
  ELOOP: "got a link that leads to itself",
  ENOTDIR: "got a path through something that is no folder",
};

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
