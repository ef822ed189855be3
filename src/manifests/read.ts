import { filesAt, MOST_BYTES, sourceOf, unreadable } from "./files";
import type { FileRead } from "./files";
import type { Manifest } from "./manifest";
import { readText } from "./text";
import type { Unread } from "./unread";

/** Everything that paths hold. */
export interface Reading {
  readonly manifests: readonly Manifest[];
  readonly unread: readonly Unread[];
  /** The text of each file that could be read. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Reads files, folders and, as `-`, standard input. What cannot be read is a
 * finding of its own file; all others are read. A file named twice is read once.
 */
export async function readManifests(
  paths: readonly string[],
  stdin: AsyncIterable<Uint8Array | string> = process.stdin,
  say: (what: string) => void = () => undefined,
): Promise<Reading> {
  const manifests: Manifest[] = [];
  const unread: Unread[] = [];
  const texts = new Map<string, string>();
  const seen = new Set<string>();
  for (const path of new Set(paths))
    for (const file of path === "-"
      ? [await readStdin(stdin)]
      : filesAt(path)) {
      if (seen.has(file.file)) continue;
      seen.add(file.file);
      if ("check" in file) {
        unread.push(file);
        continue;
      }
      texts.set(file.file, file.text);
      say(`reading: ${texts.size} files`);
      const read = readText(file);
      for (const manifest of read.manifests)
        manifests.push(
          file.file === path ? manifest : { ...manifest, folder: path },
        );
      for (const one of read.unread) unread.push(one);
    }
  return { manifests, unread, texts };
}

async function readStdin(
  stdin: AsyncIterable<Uint8Array | string>,
): Promise<FileRead> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of stdin) {
      const bytes = typeof part === "string" ? Buffer.from(part) : part;
      parts.push(bytes);
      size += bytes.length;
      if (size > MOST_BYTES) break;
    }
  } catch {
    return unreadable("-", "got an error on reading standard input");
  }
  return sourceOf("-", Buffer.concat(parts));
}
