import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { gitKnows } from "../manifests/git";
import type { RenderedFile } from "./render";

/** What this program wrote, by file, newest last: outside of dist, which holds API objects only. */
const RECORD = "node_modules/.cache/sidelight/written.json";
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

/** Keeps what was written, for the next time; a folder that takes no files is no obstacle. */
export function remember(dist: string, files: readonly RenderedFile[]): void {
  if (!existsSync("node_modules")) return;
  const record = readRecord();
  const now = files.map(({ path, content }) => {
    const file = resolve(join(dist, path));
    const hash = hashOf(Buffer.from(content));
    const before = (record[file] ?? []).filter((one) => one !== hash);
    return [file, [...before, hash].slice(-MOST)] as const;
  });
  try {
    mkdirSync(dirname(RECORD), { recursive: true });
    writeFileSync(
      RECORD,
      JSON.stringify({ ...stillThere(record), ...Object.fromEntries(now) }),
    );
  } catch {
    // Then the next synth knows nothing of this one.
  }
}

function stillThere(record: Record): Record {
  return Object.fromEntries(
    Object.entries(record).filter(([file]) => existsSync(file)),
  );
}

function readRecord(): Record {
  try {
    const read = JSON.parse(readFileSync(RECORD, "utf8")) as unknown;
    return typeof read === "object" && read !== null ? (read as Record) : {};
  } catch {
    return {};
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 32);
}
