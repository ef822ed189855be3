/** Gives keys and texts on one line as they are written, quoted where they have to be. */
export interface Quoting {
  readonly key: (text: string) => string;
  readonly text: (text: string) => string;
}

/**
 * Plain values as block YAML, as the library writes them, in a fraction of its
 * time. Undefined where anything is unusual, a number with a fraction or a Date
 * for example: that is left to the library.
 */
export function emit(value: unknown, quoting: Quoting): string | undefined {
  if (typeof value !== "object") return undefined;
  try {
    return `${block(value, "\n", quoting)}\n`;
  } catch (error) {
    if (error === UNUSUAL) return undefined;
    throw error;
  }
}

const UNUSUAL = new Error("left to the library");

/**
 * A value's text, to stand behind `- ` or a key; `line` begins a line that
 * belongs to the value: the end of the line before, and the indentation.
 */
function block(value: unknown, line: string, quoting: Quoting): string {
  if (typeof value !== "object" || value === null)
    return scalar(value, line, quoting);
  if (Array.isArray(value)) return items(value, line, quoting);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype || "toJSON" in value) throw UNUSUAL;
  return fields(value as Readonly<Record<string, unknown>>, line, quoting);
}

function items(
  list: readonly unknown[],
  line: string,
  quoting: Quoting,
): string {
  let text = "";
  const inner = `${line}  `;
  for (const item of list) {
    if (text !== "") text += line;
    text += `- ${block(item === undefined ? null : item, inner, quoting)}`;
  }
  return text === "" ? "[]" : text;
}

function fields(
  object: Readonly<Record<string, unknown>>,
  line: string,
  quoting: Quoting,
): string {
  let text = "";
  const inner = `${line}  `;
  for (const key of Object.keys(object)) {
    const value = object[key];
    if (value === undefined) continue;
    if (/^[ \t]|---|\.\.\./.test(key)) throw UNUSUAL;
    if (text !== "") text += line;
    const written = block(value, inner, quoting);
    const isInline =
      typeof value !== "object" || /^(null|\[\]|\{\})$/.test(written);
    text += `${quoting.key(key)}:${isInline ? " " : inner}${written}`;
  }
  return text === "" ? "{}" : text;
}

function scalar(value: unknown, line: string, quoting: Quoting): string {
  if (value === null) return "null";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string")
    return value.includes("\n") ? lines(value, line) : quoting.text(value);
  if (Number.isSafeInteger(value) && !Object.is(value, -0))
    return String(value);
  throw UNUSUAL;
}

/** A `|` block, where a text begins with a sign and ends with one, or one newline. */
function lines(text: string, line: string): string {
  const end = text.slice(lengthWithoutBlanks(text));
  const newline = end.indexOf("\n");
  const isSimple =
    line !== "\n" &&
    !/^[ \t\n]/.test(text) &&
    (newline < 0 || newline === end.length - 1) &&
    !NOT_PRINTED.test(text);
  if (!isSimple) throw UNUSUAL;
  const body = newline < 0 ? text : text.slice(0, -1);
  const indented = body.replace(/\n+/g, (gap) => gap + line.slice(1));
  return `|${newline < 0 ? "-" : ""}${line}${indented}`;
}

function lengthWithoutBlanks(text: string): number {
  let length = text.length;
  while (length > 0 && " \t\n".includes(text[length - 1] ?? "")) length--;
  return length;
}

/** Control characters but for tab and newline, and halves of surrogate pairs. */
const NOT_PRINTED = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u;
