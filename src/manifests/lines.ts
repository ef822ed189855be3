import type { Position } from "./manifest";

/** The line and the column of an offset, from 1; columns count UTF-16 units, as editors do. */
export function positionIn(text: string, offset: number): Position {
  let line = 1;
  let start = 0;
  for (
    let at = text.indexOf("\n");
    at >= 0 && at < offset;
    at = text.indexOf("\n", at + 1)
  ) {
    line++;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}

/** The offsets at which lines begin: for many questions to one text. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1))
    starts.push(at + 1);
  return starts;
}

/** The same as `positionIn`, by halving. */
export function positionAmong(
  starts: readonly number[],
  offset: number,
): Position {
  const line = lastStart(starts, offset);
  return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
}

/** The number of the last piece that begins at an offset or before it. */
export function lastStart(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? Infinity) <= offset) low = middle;
    else high = middle;
  }
  return low;
}
