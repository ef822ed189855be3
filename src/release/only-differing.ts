import type { Chunk } from "../manifests/documents";
import { chunksOf } from "../manifests/documents";
import type { Source } from "../manifests/manifest";
import { thinned } from "./thin-rules";

/**
 * Files without the documents that stand, letter by letter, on both sides:
 * most of a release is as it was, and to read it is most of the time. Lines
 * keep their numbers, so that what is said of a place stays right.
 */
export function onlyWhatDiffers(
  before: readonly Source[],
  after: readonly Source[],
): { readonly before: readonly Source[]; readonly after: readonly Source[] } {
  const olds = before.map(piecesOf);
  const news = after.map(piecesOf);
  const [rest, differing] = [without(olds, news), without(news, olds)];
  const thin = thinned(
    rest.flatMap(({ pieces }) => pieces.map(({ text }) => text)),
    differing.flatMap(({ pieces }) => pieces.map(({ text }) => text)),
  );
  const whole = (files: readonly Pieces[]) =>
    files
      .filter(({ pieces }) => pieces.length > 0)
      .map(({ file, pieces }) => ({ file, text: joined(pieces, thin) }));
  return { before: whole(rest), after: whole(differing) };
}

function piecesOf({ file, text }: Source): Pieces {
  return { file, pieces: chunksOf(text) };
}

interface Pieces {
  readonly file: string;
  readonly pieces: readonly Chunk[];
}

function without(
  files: readonly Pieces[],
  others: readonly Pieces[],
): readonly Pieces[] {
  const known = new Set(others.flatMap(({ pieces }) => pieces.map(bodyOf)));
  return files.map(({ file, pieces }) => ({
    file,
    pieces: pieces.filter((piece) => !known.has(bodyOf(piece))),
  }));
}

/** Where a document stands in its file, and comments above it, are no difference. */
function bodyOf({ text }: Chunk): string {
  return text.replace(/^(?:---[ \t]*\n|#.*\n)+/, "");
}

/** The pieces of a file, each on its own lines. */
function joined(
  pieces: readonly Chunk[],
  thin: ReadonlyMap<string, string>,
): string {
  let text = "";
  let line = 0;
  for (const piece of pieces) {
    const own = thin.get(piece.text) ?? piece.text;
    text += "\n".repeat(Math.max(0, piece.lines - line)) + own;
    line = piece.lines + own.split("\n").length - 1;
  }
  return text;
}
