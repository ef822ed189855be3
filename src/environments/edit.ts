import { isAlias, isMap, isScalar, parseDocument, stringify } from "yaml";
import type { Document, Node, Pair, YAMLMap } from "yaml";
import { isDeepStrictEqual } from "node:util";
import type { Change } from "./steps";

/**
 * A YAML or JSON text with some values changed, added or taken away, and all
 * else as its author wrote it. Where a layout is too uncommon for that, comments
 * stay and the layout is the library's.
 */
export function edit(text: string, changes: readonly Change[]): string {
  return changes.reduce(editOnce, text);
}

/** The first alias (`*name`) on the way to a value: what it stands for is used elsewhere too. */
export function aliasOn(
  text: string,
  path: readonly string[],
): string | undefined {
  let node: unknown = parseDocument(text).contents;
  for (const key of path) {
    node = isMap(node) ? pairOf(node, key)?.value : undefined;
    if (isAlias(node)) return `*${node.source}`;
  }
  return undefined;
}

function editOnce(text: string, { path, to }: Change): string {
  const document = parseDocument(text);
  const edited = spliced(text, document, path, to);
  if (to === undefined) document.deleteIn(path);
  else document.setIn(path, to);
  const meant: unknown = document.toJS();
  if (edited !== undefined) {
    const read = parseDocument(edited);
    if (read.errors.length === 0 && isDeepStrictEqual(read.toJS(), meant))
      return edited;
  }
  return document.toString({ lineWidth: 0 });
}

/** The text with only the change in it; nothing where it cannot be told how. */
function spliced(
  text: string,
  { contents }: Document,
  path: readonly string[],
  to: Change["to"],
): string | undefined {
  let map: unknown = contents;
  let around: Pair | undefined;
  for (const [index, key] of path.entries()) {
    if (!isMap(map)) return undefined;
    const pair = pairOf(map, key);
    const isLast = index === path.length - 1;
    if (!pair)
      return to === undefined
        ? text
        : inserted(text, map, key, nested(path.slice(index + 1), to));
    if (!isLast) {
      map = pair.value;
      around = pair;
    } else if (to === undefined)
      return map.items.length < 2 && around
        ? emptied(text, around)
        : removed(text, map, pair);
    else return replaced(text, pair, to);
  }
  return undefined;
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find(
    (pair) => (isScalar(pair.key) ? pair.key.value : pair.key) === key,
  );
}

/** ["a", "b"], 1 => { a: { b: 1 } } */
function nested(path: readonly string[], to: string | number): unknown {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), to);
}

function replaced(
  text: string,
  { value }: Pair,
  to: string | number,
): string | undefined {
  if (!isScalar(value) || !value.range || value.value === null)
    return undefined;
  const [start, end] = value.range;
  const quoted = value.type === "QUOTE_DOUBLE";
  return text.slice(0, start) + scalar(to, quoted) + text.slice(end);
}

/** As plain as it may be; quoted where its neighbours are. */
function scalar(value: unknown, quoted: boolean): string {
  return quoted && typeof value === "string"
    ? JSON.stringify(value)
    : stringify(value, { lineWidth: 0 }).trimEnd();
}

function inserted(
  text: string,
  map: YAMLMap,
  key: string,
  value: unknown,
): string | undefined {
  const first = map.items[0];
  const last = map.items.at(-1);
  const start = startOf(first?.key);
  const end = last && endOf(last);
  if (start === undefined || end === undefined) return undefined;
  const column = start - (text.lastIndexOf("\n", start - 1) + 1);
  const indent = " ".repeat(column);
  if (map.flow) {
    const quoted = isScalar(first?.key) && first.key.type === "QUOTE_DOUBLE";
    const own = quoted
      ? JSON.stringify({ [key]: value })
          .slice(1, -1)
          .replace(":", ": ")
      : stringify({ [key]: value }, { collectionStyle: "flow", lineWidth: 0 })
          .trim()
          .slice(1, -1)
          .trim();
    const opens = map.range?.[0] ?? start;
    const apart = text.slice(opens, start).includes("\n");
    return `${text.slice(0, end)},${apart ? `\n${indent}` : " "}${own}${text.slice(end)}`;
  }
  const lines = stringify({ [key]: value }, { lineWidth: 0 }).trimEnd();
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const at = text.indexOf(newline, end);
  const before = at < 0 ? text : text.slice(0, at);
  const own = lines.replace(/^/gm, indent).replaceAll("\n", newline);
  return before + newline + own + (at < 0 ? newline : text.slice(at));
}

/** A whole line of its own is taken away; of values in brackets, up to the comma. */
function removed(text: string, map: YAMLMap, pair: Pair): string | undefined {
  const start = startOf(pair.key);
  const end = endOf(pair);
  if (start === undefined || end === undefined) return undefined;
  const line = text.lastIndexOf("\n", start - 1) + 1;
  if (!map.flow) {
    const next = text.indexOf("\n", end);
    return map.items.length < 2
      ? undefined
      : text.slice(0, line) + (next < 0 ? "" : text.slice(next + 1));
  }
  const behind = /^\s*,\s*/.exec(text.slice(end));
  if (behind) return text.slice(0, start) + text.slice(end + behind[0].length);
  return text.slice(0, start).replace(/,?\s*$/, "") + text.slice(end);
}

/** What was the only one leaves `{}`. */
function emptied(text: string, around: Pair): string | undefined {
  const key = (around.key as Node | undefined)?.range?.[1];
  const end = endOf(around);
  const colon = key === undefined ? -1 : text.indexOf(":", key);
  if (colon < 0 || end === undefined) return undefined;
  return `${text.slice(0, colon)}: {}${text.slice(end)}`;
}

function startOf(node: unknown): number | undefined {
  return (node as Node | undefined)?.range?.[0];
}

/** Where the last character of a pair stands, comments behind it left out. */
function endOf({ key, value }: Pair): number | undefined {
  if (isMap(value) && !value.flow) {
    const last = value.items.at(-1);
    return last && endOf(last);
  }
  if (isScalar(value) && value.value === null) {
    const range = value.range ?? (key as Node | undefined)?.range;
    return range?.[1];
  }
  return (value as Node | undefined)?.range?.[1];
}
