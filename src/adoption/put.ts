import { existsSync, realpathSync } from "node:fs";
import { join, relative } from "node:path";
import type { Reading } from "../manifests/read";
import type { Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";
import { ADOPTED } from "./files";
import { summary } from "../synth/synth";
import type { RenderedFile } from "../synth/render";
import { filesBelow, isGenerated, plan, write } from "../synth/write";

/** How many files of others are named before it is only said how many there are. */
const NAMED = 5;

/**
 * Writes all files into a folder, or none. A folder with files that sidelight
 * did not write is not touched, unless it is forced: then they stay, and those
 * in the way are replaced. What was read is never written over.
 */
export function put(
  folder: string,
  files: readonly RenderedFile[],
  reading: Reading,
  force: boolean,
): { readonly summary: string } | { readonly problems: readonly Problem[] } {
  const foreign = filesBelow(folder).filter(
    (file) => !isGenerated(file, ADOPTED),
  );
  const read = new Set([...reading.texts.keys()].map(realOf));
  const source = foreign.find((file) => read.has(realOf(file)));
  if (source !== undefined)
    return refused(
      folder,
      `got the folder that was read (${relative(folder, source)}), expected another; what is written would stand beside it a second time`,
      "write --out with another folder",
    );
  if (foreign.length > 0 && !force) {
    const named = foreign.slice(0, NAMED).map((file) => relative(folder, file));
    const more =
      foreign.length > NAMED ? ` and ${foreign.length - NAMED} more` : "";
    return refused(
      folder,
      `got files that no adoption wrote: ${named.join(", ")}${more}`,
      "write --out with another folder, or --force to write beside them",
    );
  }
  const planned = plan(folder, files, { owned: ADOPTED, replace: force });
  if (hasErrors(planned.problems)) return { problems: planned.problems };
  try {
    const [written] = write([planned]);
    return { summary: written ? summary(folder, written).trimEnd() : "" };
  } catch (error) {
    return refused(
      folder,
      `cannot be written: ${(error as Error).message}`,
      "make the folder writable, or free some space",
    );
  }
}

function refused(where: string, message: string, fix: string) {
  return { problems: [{ severity: "error", where, message, fix }] } as const;
}

function realOf(file: string): string {
  return existsSync(file) ? realpathSync(file) : join(file);
}
