import { SCALAR_STYLE } from "js-yaml";
import type { ScalarEvent } from "js-yaml";
import type { Piece } from "./within";

/** The pieces of a plain or quoted text, which may go over several lines. */
export function* flowPieces(
  text: string,
  { style, valueStart, valueEnd }: ScalarEvent,
): Generator<Piece> {
  const part =
    style === SCALAR_STYLE.SINGLE_QUOTED
      ? SINGLE
      : style === SCALAR_STYLE.DOUBLE_QUOTED
        ? DOUBLE
        : PLAIN;
  for (const found of text.slice(valueStart, valueEnd).matchAll(part)) {
    const [written] = found;
    const at = valueStart + found.index;
    const size = sizeOf(written, style);
    yield {
      at,
      size,
      plain: size === written.length && !isFold(written),
    };
  }
}

// A fold takes the blanks around it; it is tried where a run of blanks begins.
const PLAIN = /[ \t]*[\r\n][ \t\r\n]*|[ \t]+|[^ \t\r\n]+/g;
const SINGLE = /[ \t]*[\r\n][ \t\r\n]*|[ \t]+|''|[^ \t\r\n']+/g;
const DOUBLE =
  /[ \t]*[\r\n][ \t\r\n]*|[ \t]+|\\(?:[\r\n][ \t\r\n]*|x[^]{2}|u[^]{4}|U[^]{8}|[^])|[^ \t\r\n\\]+/g;

/** How many characters of the value something makes. */
function sizeOf(written: string, style: ScalarEvent["style"]): number {
  if (isFold(written)) {
    const breaks = written.match(/\r\n?|\n/g)?.length ?? 0;
    return breaks === 1 ? 1 : breaks - 1;
  }
  if (style === SCALAR_STYLE.SINGLE_QUOTED && written === "''") return 1;
  if (style !== SCALAR_STYLE.DOUBLE_QUOTED || !written.startsWith("\\"))
    return written.length;
  if (/^\\[\r\n]/.test(written)) return 0;
  return written.startsWith("\\U") && parseInt(written.slice(2), 16) > 0xffff
    ? 2
    : 1;
}

function isFold(written: string): boolean {
  return /^[ \t]*[\r\n]/.test(written);
}
