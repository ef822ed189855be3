import type { Built } from "./build";
import type { Chunk } from "./documents";
import { eventsOf } from "./events";
import { lineStarts, positionAmong } from "./lines";
import { keyText } from "./mapping";
import type { Path, Position } from "./manifest";
import type { Spot } from "./positions";
import { spotAt, spotsOf } from "./positions";
import { scalarOf } from "./scalar-of";
import { offsetIn } from "./within";

/** Gives places in a document. */
export interface Places {
  readonly at: (path: Path) => Position;
  readonly within: (path: Path, offset: number) => Position;
}

/**
 * The places of a document's values. Most documents are right and nobody asks,
 * so nothing is kept: at the first question the text is parsed once more.
 */
export function placesOf(chunk: Chunk, first: Built["first"]): Places {
  let known:
    | { text: string; root: Spot; position: (offset: number) => Position }
    | undefined;
  const read = () => {
    const parsed = eventsOf(chunk.text);
    const { text, shifts } = parsed;
    const starts = lineStarts(text);
    return {
      text,
      root: spotsOf(parsed, first, (event) =>
        keyText(scalarOf(text, event), event.valueStart),
      ),
      position: (offset: number): Position => {
        const { line, column } = positionAmong(starts, offset);
        const added = shifts.get(line - 1) ?? 0;
        return {
          line: line + chunk.lines,
          column: Math.max(1, column - added),
        };
      },
    };
  };
  return {
    at: (path) => {
      known ??= read();
      return known.position(spotAt(known.root, path).offset);
    },
    within: (path, offset) => {
      known ??= read();
      const { text, root, position } = known;
      const spot = spotAt(root, path);
      return position(
        spot.scalar
          ? offsetIn(text, spot.scalar, offset, spot.offset)
          : spot.offset,
      );
    },
  };
}
