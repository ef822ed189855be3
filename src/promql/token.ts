import type { Span } from "./span";

/** A piece of PromQL as far as it can be told without grammar. */
export interface Token extends Span {
  readonly kind: Kind;
  readonly text: string;
}

type Kind =
  | "string"
  | "number"
  | "word"
  | "open"
  | "close"
  | "operator"
  | "variable"
  | "mark"
  | "other"
  /** What stands after the last one. */
  | "end";

/** What a character may be the first of; `=` alone is a mark, a `.` without a digit nothing. */
const FIRST: Readonly<Record<string, keyof typeof PATTERNS>> = {
  ...each("space", " \t\n\r"),
  ...each("comment", "#"),
  ...each("string", "\"'`"),
  ...each("number", "0123456789."),
  ...each("word", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_:"),
  ...each("open", "([{"),
  ...each("close", ")]}"),
  ...each("operator", "=!<>-+*/%^"),
  ...each("variable", "$"),
  ...each("mark", ",@"),
};

/** How far each goes. */
const PATTERNS = {
  space: /[ \t\n\r]+/y,
  comment: /#[^\n\r]*/y,
  string:
    /"[^"\\\n]*(?:\\[^][^"\\\n]*)*"?|'[^'\\\n]*(?:\\[^][^'\\\n]*)*'?|`[^`]*`?/uy,
  // It takes in all that touches it, as in Prometheus, so that 5m1 is one wrong number.
  number: /0[xX]\w*|(?:\d|\.\d)(?:[\w.]|(?<=[eE])[+-])*/y,
  word: /[a-zA-Z_:][\w:]*/y,
  open: /[^]/y,
  close: /[^]/y,
  operator: /[=!]~|[=!<>]=|<\/|>\/|[-+*/%^<>]/y,
  variable: /\$(?:\w+|\{\w+\})/y,
  mark: /[^]/y,
  other: /[^]/uy,
};

/** Within the brackets of a range `:` stands between two durations. */
const WORD_IN_RANGE = /[a-zA-Z_]\w*/y;

function each<K>(kind: K, chars: string): Readonly<Record<string, K>> {
  return Object.fromEntries([...chars].map((char) => [char, kind]));
}

/**
 * The tokens of a text, in order; spaces and comments are left out. In the
 * brackets of a range Prometheus takes no comment before the first number.
 */
export function tokens(text: string): readonly Token[] {
  const all: Token[] = [];
  let range: "none" | "empty" | "begun" = "none";
  for (let from = 0, to = 0; from < text.length; from = to) {
    const first = text[from] ?? "";
    let kind = FIRST[first] ?? "other";
    if (kind === "comment" && range === "empty") kind = "other";
    const isWordInRange = kind === "word" && range !== "none";
    to = endOf(isWordInRange ? WORD_IN_RANGE : PATTERNS[kind], text, from);
    if (to < 0) {
      kind = first === "=" || first === ":" ? "mark" : "other";
      to = endOf(PATTERNS.other, text, from);
    }
    if (kind === "space" || kind === "comment") continue;
    if (first === "[") range = "empty";
    else if (first === "]") range = "none";
    else if (kind === "number" && range === "empty") range = "begun";
    all.push({ kind, text: text.slice(from, to), from, to });
  }
  return all;
}

function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : -1;
}
