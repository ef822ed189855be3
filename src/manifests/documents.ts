import { positionIn } from "./lines";
import type { Position } from "./manifest";

/** A stretch of a file between two `---`, and the line on which it begins. */
export interface Chunk {
  readonly text: string;
  /** Lines of the file before it. */
  readonly lines: number;
}

/**
 * A file in pieces, so that what is wrong with one document is not the end of
 * the others. A line that begins with `---` ends a document wherever it stands.
 */
export function chunksOf(text: string): readonly Chunk[] {
  const chunks: Chunk[] = [];
  const marker = /^---(?=[ \t\r\n]|$)/gm;
  let start = 0;
  let lines = 0;
  const take = (end: number) => {
    const piece = text.slice(start, end);
    if (/\S/.test(piece)) chunks.push({ text: piece, lines });
    for (
      let at = piece.indexOf("\n");
      at >= 0;
      at = piece.indexOf("\n", at + 1)
    )
      lines++;
    start = end;
  };
  for (const { index } of text.matchAll(marker))
    if (index > start && !hasDirectives(text.slice(start, start + 1024)))
      take(index);
  take(text.length);
  return chunks;
}

/** `%YAML 1.1` belongs to the document that follows its `---`. */
function hasDirectives(text: string): boolean {
  return /^(?:[ \t]*(?:#.*)?\r?\n)*%/.test(text);
}

/** Where an offset of a chunk is in its file. */
export function placeIn(chunk: Chunk, offset: number): Position {
  const { line, column } = positionIn(chunk.text, offset);
  return { line: line + chunk.lines, column };
}
