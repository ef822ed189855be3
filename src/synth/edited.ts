import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gitKnows } from "../manifests/git";
import { hashOf, keep, kept } from "./cache";
import type { RenderedFile } from "./render";

/** The name of what this program wrote, by file, newest last. */
const RECORD = "written";
/** A stash or another branch may bring back what was written some time ago. */
const MOST = 10;

type Record = Readonly<{ [file: string]: readonly string[] | undefined }>;

/**
 * Files that somebody changed since they were written, where the change would
 * be lost: it is not what is about to be written, not what this program wrote
 * here before, and Git has it nowhere, neither committed nor staged. Files that
 * were never written here are not known.
 */
export function editedByHand(
  dist: string,
  changed: readonly string[],
): readonly string[] {
  const record = readRecord();
  const suspects = changed.flatMap((path) => {
    const file = join(dist, path);
    const written = record[resolve(file)];
    if (!written || !existsSync(file)) return [];
    const bytes = readFileSync(file);
    // A merge that is not finished is finished by the next synth.
    const merging = /^<{7} /m.test(bytes.toString("utf8"));
    return merging || written.includes(hashOf(bytes)) ? [] : [{ file, bytes }];
  });
  if (suspects.length === 0) return [];
  const known = gitKnows(suspects.map(({ bytes }) => bytes));
  return suspects.filter((_, index) => !known[index]).map(({ file }) => file);
}

/** Keeps what was written, for the next time. */
export function remember(dist: string, files: readonly RenderedFile[]): void {
  const record = readRecord();
  const now = files.map(({ path, content }) => {
    const file = resolve(join(dist, path));
    const hash = hashOf(content);
    const before = (record[file] ?? []).filter((one) => one !== hash);
    return [file, [...before, hash].slice(-MOST)] as const;
  });
  keep(RECORD, { ...stillThere(record), ...Object.fromEntries(now) });
}

function stillThere(record: Record): Record {
  return Object.fromEntries(
    Object.entries(record).filter(([file]) => existsSync(file)),
  );
}

function readRecord(): Record {
  return kept(RECORD) as Record;
}
