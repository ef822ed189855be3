import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

/** Where tools keep what the next run may know; outside of dist, which holds API objects only. */
const FOLDER = "node_modules/.cache/sidelight";

/** What an earlier run kept under a name; empty where there is nothing, or nothing that can be read. */
export function kept(name: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(readFileSync(fileOf(name), "utf8"));
    return typeof read === "object" && read !== null
      ? (read as Readonly<Record<string, unknown>>)
      : {};
  } catch {
    return {};
  }
}

/** Keeps something for the next run; a folder that takes no files is no obstacle. */
export function keep(
  name: string,
  what: Readonly<Record<string, unknown>>,
): void {
  if (!existsSync("node_modules")) return;
  try {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(fileOf(name), JSON.stringify(what));
  } catch {
    // Then the next run knows nothing of this one.
  }
}

function fileOf(name: string): string {
  return `${FOLDER}/${name}.json`;
}

export function hashOf(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 32);
}
