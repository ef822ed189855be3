import type { Span } from "./span";

/** A piece of PromQL as far as it can be told without grammar. */
export interface Token extends Span {
  readonly kind:
    | "string"
    | "number"
    | "word"
    | "metric"
    | "open"
    | "close"
    | "operator"
    | "variable"
    | "mark"
    | "other";
  readonly text: string;
}

// Told apart by their numbers: groups with names would make an object for each token.
const pieces: readonly (readonly [Token["kind"] | "space", string])[] = [
  ["space", "[ \\t\\n\\r]+|#[^\\n\\r]*"],
  [
    "string",
    "\"[^\"\\\\\\n]*(?:\\\\[^][^\"\\\\\\n]*)*\"?|'[^'\\\\\\n]*(?:\\\\[^][^'\\\\\\n]*)*'?|`[^`]*`?",
  ],
  // It takes in all that touches it, as in Prometheus, so that 5m1 is one wrong number.
  ["number", "0[xX]\\w*|(?:\\d|\\.\\d)(?:[\\w.]|(?<=[eE])[+-])*"],
  ["word", "[a-zA-Z_:][\\w:]*"],
  ["open", "[([{]"],
  ["close", "[)\\]}]"],
  ["operator", "[=!]~|[=!<>]=|<\\/|>\\/|[-+*/%^<>]"],
  ["variable", "\\$(?:\\w+|\\{\\w+\\})"],
  ["mark", "[,@=]"],
  ["other", "[^]"],
];
const pattern = new RegExp(
  pieces.map(([, piece]) => `(${piece})`).join("|"),
  "gu",
);

/**
 * The tokens of a text, in order; spaces and comments are left out, but directly
 * after `[` Prometheus takes no comment. `offset`, `and`, `or` and `unless`
 * where no operand stands before them are metrics of that name.
 */
export function tokens(text: string): readonly Token[] {
  const all: Token[] = [];
  for (const match of text.matchAll(pattern)) {
    const [found] = match;
    const kind = pieces[match.indexOf(found, 1) - 1]?.[0] ?? "other";
    if (kind === "space") {
      if (found.startsWith("#") && all[all.length - 1]?.text === "[")
        all.push({ kind: "other", text: "#", ...at(match.index, "#") });
      continue;
    }
    const isMetric =
      kind === "word" &&
      /^(offset|and|or|unless)$/i.test(found) &&
      !endsOperand(all[all.length - 1]);
    all.push({
      kind: isMetric ? "metric" : kind,
      text: found,
      ...at(match.index, found),
    });
  }
  return all;
}

function at(from: number, text: string): Span {
  return { from, to: from + text.length };
}

/** Whether an operand may end with a token, so that an operator after it has two sides. */
export function endsOperand(token: Token | undefined): boolean {
  if (token?.kind === "word") return !joining.has(token.text.toLowerCase());
  return (
    token !== undefined &&
    ["string", "number", "metric", "close", "variable"].includes(token.kind)
  );
}

const joining = new Set([
  "and",
  "or",
  "unless",
  "atan2",
  "bool",
  "offset",
  "group_left",
  "group_right",
]);

/** Words after which a parenthesis opens something other than a call's arguments. */
export const beforeParenthesis: ReadonlySet<string> = new Set([
  ...joining,
  "by",
  "without",
  "on",
  "ignoring",
  "fill",
  "fill_left",
  "fill_right",
]);
