import { SCALAR_STYLE } from "js-yaml";
import type { ScalarEvent } from "js-yaml";
import { blockPieces } from "./block-pieces";
import { flowPieces } from "./flow-pieces";
import { lastStart } from "./lines";

/** A stretch of a text's value, and where it is written. */
export interface Piece {
  /** Where it is written. */
  readonly at: number;
  /** Characters of the value that it makes. */
  readonly size: number;
  /** One character of the value for each that is written; else all stand at its beginning. */
  readonly plain: boolean;
}

/** All pieces of a value, and the offsets of the value at which they begin. */
interface Pieces {
  readonly all: readonly Piece[];
  readonly starts: readonly number[];
}

// A text with many findings is taken apart once.
const known = new WeakMap<ScalarEvent, Pieces>();

/**
 * Where the character of a text's value is written, however it is: a query's
 * error points into the query. The value's end is the end of what is written.
 */
export function offsetIn(
  text: string,
  event: ScalarEvent,
  offset: number,
  start: number,
): number {
  const { fast, valueStart, valueEnd } = event;
  if (fast) return Math.min(valueStart + offset, valueEnd);
  const { all, starts } = piecesOf(text, event);
  const index = lastStart(starts, offset);
  const piece = all[index];
  if (!piece) return start;
  const inner = offset - (starts[index] ?? 0);
  return piece.at + (piece.plain ? Math.min(inner, piece.size) : 0);
}

function piecesOf(text: string, event: ScalarEvent): Pieces {
  const before = known.get(event);
  if (before) return before;
  const { style } = event;
  const block =
    style === SCALAR_STYLE.LITERAL_BLOCK || style === SCALAR_STYLE.FOLDED_BLOCK;
  const all: Piece[] = [];
  const starts: number[] = [];
  let size = 0;
  for (const piece of block
    ? blockPieces(text, event)
    : flowPieces(text, event)) {
    if (piece.size === 0) continue;
    all.push(piece);
    starts.push(size);
    size += piece.size;
  }
  const pieces = { all, starts };
  known.set(event, pieces);
  return pieces;
}
