import { build } from "./build";
import { chunksOf, placeIn } from "./documents";
import { eventsOf, writtenAt } from "./events";
import type { Path, Position, Source } from "./manifest";
import { placesOf } from "./place";
import { Refusal } from "./unread";

/** The one value of a file of settings, and where each part of it stands. */
export interface Value {
  readonly value: unknown;
  /** Where a part stands; where it is missing, its nearest parent. */
  readonly at: (path: Path) => Position;
}

/** Why a text holds no value. */
export interface NoValue {
  readonly position: Position;
  readonly message: string;
  readonly fix: string;
}

/** The first document of a YAML or JSON text that holds something. Never throws. */
export function readValue({ text }: Source): Value | NoValue {
  for (const chunk of chunksOf(text)) {
    try {
      const parsed = eventsOf(chunk.text);
      try {
        for (const { value, first } of build(parsed))
          if (value !== null && value !== undefined)
            return { value, at: placesOf(chunk, first).at };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const { check, offset, message, fix } = error;
        throw new Refusal(check, writtenAt(parsed, offset), message, fix);
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { offset, message, fix } = error;
      return { position: placeIn(chunk, Math.max(0, offset)), message, fix };
    }
  }
  return {
    position: { line: 1, column: 1 },
    message: "got nothing, expected settings",
    fix: "write them, or remove the file",
  };
}
