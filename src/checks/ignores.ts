import type { Manifest } from "../manifests/manifest";

/** A wish not to hear of a check at one place. */
export interface Ignore {
  readonly check: string;
  /** Empty where none is given. */
  readonly reason: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The object whose annotation it is … */
  readonly manifest?: Manifest;
  /** … or the line that a comment is about. */
  readonly about?: number;
}

export const ANNOTATION = "sidelight.dev/ignore";

/** `sidelight.dev/ignore: "IST0133: why; promql/rate: why"`, on the object itself. */
export function annotated(manifest: Manifest): readonly Ignore[] {
  const metadata = fieldOf(manifest.object, "metadata");
  const text = fieldOf(fieldOf(metadata, "annotations"), ANNOTATION);
  if (text === undefined) return [];
  const place = manifest.at(["metadata", "annotations", ANNOTATION]);
  const parts = String(text)
    .split(/[\n;]/)
    .filter((part) => part.trim() !== "");
  return parts.map((part) => ({
    ...parse(part),
    file: manifest.file,
    ...place,
    manifest,
  }));
}

/** `# sidelight:ignore CHECK: reason`, on the line above or at the end of the line. */
export function commented(file: string, text: string): readonly Ignore[] {
  if (!text.includes(MARK)) return [];
  const ignores: Ignore[] = [];
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    const found = /(?:^|[ \t])#[ \t]*sidelight:ignore(?:[ \t]+(.*))?$/.exec(
      line.trimEnd(),
    );
    if (!found) continue;
    const hash = line.indexOf("#", found.index);
    const alone = line.slice(0, hash).trim() === "";
    ignores.push({
      ...parse(found[1] ?? ""),
      file,
      line: index + 1,
      column: hash + 1,
      about: alone ? nextLine(lines, index) : index + 1,
    });
  }
  return ignores;
}

const MARK = "sidelight:ignore";

/** The next line that says something, counted from 1: comments may stand in a row. */
function nextLine(lines: readonly string[], index: number): number {
  let next = index + 1;
  while (next < lines.length && /^\s*(#|---\s*$|$)/.test(lines[next] ?? ""))
    next++;
  return next + 1;
}

/** A check's id holds no blank; a colon and the reason follow it. */
function parse(text: string): { check: string; reason: string } {
  const [, check = "", reason = ""] =
    /^\s*([^\s:]*)\s*:?\s*([\s\S]*?)\s*$/.exec(text) ?? [];
  return { check, reason };
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === "object" &&
    value !== null &&
    Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
