import { fieldsOf, listOf } from "../../../manifests/fields";
import { parsed } from "../../istio/injection";
import { isWritten, secretName } from "./names";
import { tokenIn } from "./tokens";

/** A secret that is written out: what it is, and the name that it goes by. Never itself. */
export interface Written {
  readonly what: string;
  /** The name inside of a file; "" for the value as a whole. */
  readonly name: string;
  /** Where in the text the line with it begins. */
  readonly offset: number;
}

/** Judges a named value: by its shape, and by its name. */
export function secretUnder(name: string, value: string): string | undefined {
  const token = tokenIn(value);
  if (token !== undefined) return token;
  const kind = secretName(name);
  return kind !== undefined && isWritten(kind, value) ? NAMED[kind] : undefined;
}

const NAMED = {
  password: "a password",
  token: "a token",
  secret: "a secret",
  key: "a key",
} as const;

/** Secrets in a file's text, each by the name that it has there. */
export function secretsInFile(file: string, text: string): readonly Written[] {
  const [, extension = ""] = /\.(\w+)$/.exec(file.toLowerCase()) ?? [];
  if (extension === "json") {
    const value = parsed(text);
    if (value !== undefined) return secretsInJson(value);
  }
  if (SETTINGS.has(extension) || file.startsWith(".env"))
    return secretsInLines(text);
  const what = tokenIn(text);
  return what === undefined ? [] : [{ what, name: "", offset: 0 }];
}

/** Files of `name = value` or `name: value`; others are programs and prose. */
const SETTINGS: ReadonlySet<string> = new Set([
  "cfg",
  "cnf",
  "conf",
  "config",
  "env",
  "ini",
  "properties",
  "toml",
  "yaml",
  "yml",
]);

function secretsInLines(text: string): readonly Written[] {
  const found: Written[] = [];
  let offset = 0;
  for (const line of text.split("\n")) {
    const [, name = "", value = ""] =
      /^\s*(?:-\s+|export\s+)?["']?([\w.-]+)["']?\s*[:=]\s*(.*)$/.exec(line) ??
      [];
    const what =
      isComment(line) || name === ""
        ? tokenIn(line)
        : secretUnder(name, unquoted(value));
    if (what !== undefined) found.push({ what, name, offset });
    offset += line.length + 1;
  }
  return found;
}

function isComment(line: string): boolean {
  return /^\s*(?:#|;|\/\/)/.test(line);
}

/** A value without its quotation marks, and without the comment after it. */
function unquoted(value: string): string {
  const [, , quoted] =
    /^(["'])(.*?)\1\s*(?:[,;#].*)?$/.exec(value.trim()) ?? [];
  return (
    quoted ??
    value
      .replace(/\s#.*$/, "")
      .trim()
      .replace(/,$/, "")
  );
}

/** Secrets in JSON, as fields and as `{"name": …, "value": …}`. */
export function secretsInJson(value: unknown): readonly Written[] {
  const found: Written[] = [];
  const waiting: { readonly under: string; readonly inner: unknown }[] = [
    { under: "", inner: value },
  ];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { under, inner } = next;
    if (typeof inner === "string") {
      const what = secretUnder(under, inner);
      if (what !== undefined) found.push({ what, name: under, offset: 0 });
    }
    for (const item of listOf(inner)) waiting.push({ under, inner: item });
    const { name } = fieldsOf(inner);
    for (const [key, item] of Object.entries(fieldsOf(inner)))
      waiting.push({
        under: key === "value" && typeof name === "string" ? name : key,
        inner: item,
      });
  }
  return found.reverse();
}
