import type { ScalarEvent } from "js-yaml";
import type { Built } from "./build";
import type { Chunk } from "./documents";
import { eventsOf, writtenAt } from "./events";
import type { Parsed } from "./events";
import { lineStarts, positionAmong } from "./lines";
import { keyText } from "./mapping";
import type { Path, Position } from "./manifest";
import type { Spot } from "./positions";
import { spotAt, spotsOf } from "./positions";
import { scalarOf } from "./scalar-of";
import { Refusal } from "./unread";
import { offsetIn } from "./within";

/** Gives places in a document. */
export interface Places {
  readonly at: (path: Path) => Position;
  readonly within: (path: Path, offset: number) => Position;
}

/** A text that was read for its places. */
interface Located {
  readonly parsed: Parsed;
  readonly root: Spot;
  /** Documents that its texts hold: rules in a ConfigMap. */
  readonly inside: Map<ScalarEvent, Located | undefined>;
}

/**
 * The places of a document's values. Most documents are right and nobody asks,
 * so nothing is kept: at the first question the text is parsed once more.
 */
export function placesOf(chunk: Chunk, first: Built["first"]): Places {
  let known: { read: Located; starts: readonly number[] } | undefined;
  const position = (path: Path, offset?: number): Position => {
    known ??= {
      read: locate(chunk.text, first),
      starts: lineStarts(chunk.text),
    };
    const { line, column } = positionAmong(
      known.starts,
      offsetOf(known.read, path, offset),
    );
    return { line: line + chunk.lines, column };
  };
  return {
    at: (path) => position(path),
    within: (path, offset) => position(path, offset),
  };
}

function locate(source: string, first: number): Located {
  const parsed = eventsOf(source);
  const root = spotsOf(parsed, first, (event) =>
    keyText(scalarOf(parsed.text, event), event.valueStart),
  );
  return { parsed, root, inside: new Map() };
}

/** An offset of the text as it was written: of a value, or of a character within one. */
function offsetOf(
  located: Located,
  path: Path,
  offset: number | undefined,
): number {
  const { parsed, root } = located;
  const { spot, rest } = spotAt(root, path);
  const { scalar } = spot;
  const inner = scalar && rest.length > 0 && insideOf(located, scalar);
  const within = inner
    ? offsetOf(inner, rest, offset)
    : rest.length > 0
      ? undefined
      : offset;
  return writtenAt(
    parsed,
    scalar && within !== undefined
      ? offsetIn(parsed.text, scalar, within, spot.offset)
      : spot.offset,
  );
}

/** The document that a text holds, where it is one of several values. */
function insideOf(
  { parsed, inside }: Located,
  event: ScalarEvent,
): Located | undefined {
  if (inside.has(event)) return inside.get(event);
  const found = locateIn(scalarOf(parsed.text, event));
  inside.set(event, found);
  return found;
}

function locateIn(value: unknown): Located | undefined {
  if (typeof value !== "string") return undefined;
  try {
    const located = locate(value, 0);
    return located.root.inside ? located : undefined;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
