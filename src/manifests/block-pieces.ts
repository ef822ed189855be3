import { SCALAR_STYLE } from "js-yaml";
import type { ScalarEvent } from "js-yaml";
import type { Piece } from "./within";

/** The pieces of a text after `|` or `>`: its lines, and what is between them. */
export function* blockPieces(
  text: string,
  { style, valueStart, valueEnd, indent }: ScalarEvent,
): Generator<Piece> {
  if (indent < 0) return;
  const folded = style === SCALAR_STYLE.FOLDED_BLOCK;
  let end = valueStart;
  let empty = 0;
  let before: "nothing" | "text" | "deeper" = "nothing";
  for (const { 0: line, index } of text
    .slice(valueStart, valueEnd)
    .matchAll(/[^\r\n]*(?:\r\n?|\n|$)/g)) {
    const content = line.replace(/[\r\n]+$/, "").slice(indent);
    if (content === "") {
      if (line !== "") empty++;
      continue;
    }
    const deeper = folded && /^[ \t]/.test(content);
    const breaks =
      before === "nothing"
        ? empty
        : folded && !deeper && before === "text"
          ? Math.max(1, empty)
          : empty + 1;
    yield { at: end, size: breaks, plain: false };
    const at = valueStart + index + indent;
    yield { at, size: content.length, plain: true };
    end = at + content.length;
    empty = 0;
    before = deeper ? "deeper" : "text";
  }
}
