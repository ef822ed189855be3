import { TemplateError } from "./template-error";

/** A piece of what stands between braces. */
export interface TemplateToken {
  readonly kind:
    "word" | "field" | "variable" | "string" | "number" | "mark" | "end";
  readonly text: string;
  /** Where in the template it stands. */
  readonly from: number;
  /** White space stands before it. */
  readonly spaced: boolean;
}

/** One `{{ … }}`. */
export type TemplateAction = readonly TemplateToken[];

const PIECES: readonly (readonly [TemplateToken["kind"], RegExp])[] = [
  ["string", /"(?:[^"\\\n]|\\[^\n])*"|`[^`]*`/y],
  [
    "number",
    /[+-]?(?:\d|\.\d)[\w.]*(?:(?<=[eEpP])[+-]\w+)?|'(?:[^'\\\n]|\\.[^'\n]*)'/y,
  ],
  ["variable", /\$\w*/y],
  ["field", /\.[\p{L}_][\p{L}\p{N}_]*/uy],
  ["word", /[\p{L}_][\p{L}\p{N}_]*/uy],
  ["mark", /:=|[=|(),.]/y],
];

/** These may follow a name or value without white space. */
const ENDS = new Set([".", ",", "|", ":", "=", "(", ")"]);

/** The actions of a template; the text between them does not matter. */
export function lex(text: string): readonly TemplateAction[] {
  const actions: TemplateAction[] = [];
  let at = text.indexOf("{{");
  while (at >= 0) {
    at += 2;
    if (/^-\s/.test(text.slice(at, at + 2))) at += 2;
    if (text.startsWith("/*", at)) {
      const end = /\*\/(?:\s-)?\}\}/y;
      const close = text.indexOf("*/", at + 2);
      if (close < 0) throw new TemplateError("unclosed comment", at);
      end.lastIndex = close;
      if (!end.test(text))
        throw new TemplateError("comment ends before closing delimiter", close);
      at = end.lastIndex;
    } else {
      const { action, end } = lexAction(text, at);
      actions.push(action);
      at = end;
    }
    at = text.indexOf("{{", at);
  }
  return actions;
}

function lexAction(text: string, from: number) {
  const action: TemplateToken[] = [];
  let at = from;
  for (;;) {
    const space = /\s*/y;
    space.lastIndex = at;
    space.test(text);
    const spaced = space.lastIndex > at;
    at = space.lastIndex;
    if (spaced && text.startsWith("-}}", at)) return { action, end: at + 3 };
    if (text.startsWith("}}", at)) return { action, end: at + 2 };
    if (at >= text.length) throw new TemplateError("unclosed action", from);
    const token = piece(text, at, spaced);
    const next = text[at + token.text.length];
    if (
      next !== undefined &&
      ["word", "field", "variable"].includes(token.kind) &&
      !/\s/.test(next) &&
      !ENDS.has(next) &&
      !text.startsWith("}}", at + token.text.length)
    )
      throw new TemplateError(
        `bad character "${next}" after ${token.text}`,
        at + token.text.length,
      );
    action.push(token);
    at += token.text.length;
  }
}

function piece(text: string, at: number, spaced: boolean): TemplateToken {
  for (const [kind, pattern] of PIECES) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return { kind, text: found, from: at, spaced };
  }
  const got = text[at] ?? "";
  throw new TemplateError(
    got === '"' || got === "`" || got === "'"
      ? "unterminated quoted string"
      : `unexpected ${JSON.stringify(got)} in a command`,
    at,
  );
}
