import type * as library from "yaml";
import { emit } from "./emit";
import { inLine } from "./quoting";

/**
 * YAML as cdk8s writes it (1.1 quoting, no folding), and so that a reader of
 * YAML 1.2 takes every scalar for the same: `0o17`, plain in 1.1, is quoted.
 */
export function toYaml(value: unknown): string {
  return emit(value, QUOTING) ?? byLibrary(value);
}

const OPTIONS = {
  version: "1.1",
  lineWidth: 0,
  aliasDuplicateObjects: false,
} as const;

/** The same, by the library alone; it is loaded here, since hardly anything needs it. */
export function byLibrary(value: unknown): string {
  const { Document, isScalar, visit } = require("yaml") as typeof library;
  const document = new Document(value, OPTIONS);
  visit(document, (_, node) => {
    if (isScalar(node) && isOctalText(node.value)) node.type = "QUOTE_DOUBLE";
  });
  return document.toString({ lineWidth: 0 });
}

function isOctalText(value: unknown): boolean {
  return typeof value === "string" && /^[-+]?0o[0-7]+$/.test(value);
}

/** How one key or text is written, by the library; most come again and again. */
function remembering(
  write: (text: string) => string,
): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const written = write(text);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(text, written);
    return written;
  };
}

const MOST_REMEMBERED = 10_000;

const unusualKey = remembering((key) =>
  byLibrary({ [key]: 0 }).slice(0, -": 0\n".length),
);
const unusualText = remembering((text) =>
  byLibrary({ a: text }).slice("a: ".length, -1),
);

const QUOTING = {
  key: (key: string) => inLine(key) ?? unusualKey(key),
  text: (text: string) => inLine(text) ?? unusualText(text),
};
