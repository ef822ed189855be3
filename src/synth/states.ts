import { dirname } from "node:path";
import { chunksOf } from "../manifests/documents";
import type { Manifest } from "../manifests/manifest";
import { readText } from "../manifests/text";
import type { Standing } from "./standing";

interface Both {
  readonly before: readonly Manifest[];
  readonly after: readonly Manifest[];
}

/** One environment before a step and after it. */
export interface States {
  /** Whether a letter differs. */
  readonly differ: boolean;
  /** Without rules, where texts tell them. */
  readonly light: () => Both;
  readonly whole: () => Both;
}

/** The environments that are to be written, a folder each. */
export function statesOf(before: Standing, after: Standing): readonly States[] {
  const read = once(objectsOf);
  const readLight = once((file, text) => objectsOf(file, withoutRules(text)));
  const [olds, news] = [byFolder(before), byFolder(after)];
  return [...news.keys()].sort().map((folder) => {
    const was = olds.get(folder) ?? [];
    const is = news.get(folder) ?? [];
    const both = (of: typeof read): Both => ({
      before: was.flatMap(([file, text]) => of(file, text)),
      after: is.flatMap(([file, text]) => of(file, text)),
    });
    return {
      differ: JSON.stringify(was) !== JSON.stringify(is),
      light: () => both(readLight),
      whole: () => both(read),
    };
  });
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
