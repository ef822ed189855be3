import { SCALAR_STYLE } from "js-yaml";
import type { ScalarEvent } from "js-yaml";

/**
 * Where the character of a text's value is written: a query's error points into
 * the query. Exact in `|` blocks and in texts on one line without escapes; else
 * the text's own beginning.
 */
export function offsetIn(
  text: string,
  event: ScalarEvent,
  offset: number,
  start: number,
): number {
  const { fast, style, valueStart, valueEnd, indent } = event;
  if (fast) return Math.min(valueStart + offset, valueEnd);
  if (style !== SCALAR_STYLE.LITERAL_BLOCK || indent < 0) return start;
  let left = offset;
  let line = valueStart;
  for (;;) {
    const end = text.indexOf("\n", line);
    const stop = end < 0 || end > valueEnd ? valueEnd : end;
    const length = Math.max(0, stop - line - indent);
    if (left <= length) return Math.min(line + indent + left, stop);
    if (end < 0 || end + 1 >= valueEnd) return stop;
    left -= length + 1;
    line = end + 1;
  }
}
