import { dirname } from "node:path";
import { chunksOf } from "../manifests/documents";
import type { Manifest } from "../manifests/manifest";
import { readText } from "../manifests/text";
import type { Base, Standing } from "./standing";

interface Both {
  readonly before: readonly Manifest[];
  readonly after: readonly Manifest[];
}

/** One environment before a step and after it. */
export interface States {
  readonly folder: string;
  readonly from: Base["from"];
  /** Whether a letter differs. */
  readonly differ: boolean;
  /** Without rules, where texts tell them. */
  readonly light: () => Both;
  readonly whole: () => Both;
}

/**
 * The environments that are to be written, a folder each; once for each of the
 * bases, and only once for those that are the same in it.
 */
export function statesOf(
  bases: readonly Base[],
  after: Standing,
): readonly States[] {
  const read = once(objectsOf);
  const readLight = once((file, text) => objectsOf(file, withoutRules(text)));
  const news = byFolder(after);
  const olds = bases.map(({ from, files }) => ({ from, all: byFolder(files) }));
  return [...news.keys()].sort().flatMap((folder) => {
    const is = news.get(folder) ?? [];
    const different: States[] = [];
    const seen: (readonly File[])[] = [];
    for (const { from, all } of olds) {
      const was = all.get(folder) ?? [];
      if (seen.some((other) => isSame(other, was))) continue;
      seen.push(was);
      const both = (of: typeof read): Both => ({
        before: was.flatMap(([file, text]) => of(file, text)),
        after: is.flatMap(([file, text]) => of(file, text)),
      });
      different.push({
        folder,
        from,
        differ: !isSame(was, is),
        light: () => both(readLight),
        whole: () => both(read),
      });
    }
    return different;
  });
}

function isSame(one: readonly File[], other: readonly File[]): boolean {
  return (
    one.length === other.length &&
    one.every(
      ([path, text], index) =>
        path === other[index]?.[0] && text === other[index][1],
    )
  );
}

type File = readonly [path: string, text: string];

function byFolder(files: Standing): ReadonlyMap<string, readonly File[]> {
  const folders = new Map<string, File[]>();
  for (const file of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const folder = dirname(file[0]);
    const others = folders.get(folder);
    if (others) others.push(file);
    else folders.set(folder, [file]);
  }
  return folders;
}

function objectsOf(file: string, text: string): readonly Manifest[] {
  return readText({ file, text }).manifests;
}

function withoutRules(text: string): string {
  return chunksOf(text)
    .filter((chunk) => !/^kind: PrometheusRule$/m.test(chunk.text))
    .map((chunk) => chunk.text)
    .join("");
}

/** Most files are the same before and after: each text is read once. */
function once(
  read: (file: string, text: string) => readonly Manifest[],
): typeof read {
  const known = new Map<
    string,
    { text: string; manifests: readonly Manifest[] }[]
  >();
  return (file, text) => {
    const all = known.get(file) ?? [];
    known.set(file, all);
    const before = all.find((one) => one.text === text);
    if (before) return before.manifests;
    const manifests = read(file, text);
    all.push({ text, manifests });
    return manifests;
  };
}
