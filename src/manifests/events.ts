import { parseEvents, YAMLException } from "js-yaml";
import type { Event } from "js-yaml";
import { positionIn } from "./lines";
import { Refusal } from "./unread";

/** Deeper than anything that people or machines write; Kubernetes' own reader stops at 10,000. */
export const MAX_DEPTH = 1000;

/** The text that was parsed, and what it says. */
export interface Parsed {
  readonly text: string;
  readonly events: readonly Event[];
  /** How many blanks were put before lines of the text, by the lines' numbers. */
  readonly shifts: ReadonlyMap<number, number>;
}

/**
 * YAML's events. Throws a Refusal and nothing else.
 *
 * Go's reader takes a flow collection or a quoted text whose lines are not
 * indented, and such files are published; js-yaml refuses them. Blanks before
 * such a line mean nothing, so they are added there.
 */
export function eventsOf(source: string): Parsed {
  let text = source;
  let work = 0;
  const shifts = new Map<number, number>();
  for (;;) {
    try {
      return {
        text,
        events: parseEvents(text, { maxDepth: MAX_DEPTH }),
        shifts,
      };
    } catch (error) {
      const { reason, line, position } = whatIsWrong(error);
      work += text.length;
      if (
        reason !== "deficient indentation" ||
        shifts.has(line) ||
        work > MOST_REPAIRS
      )
        throw refusal(reason, writtenAt({ text, shifts }, position));
      const start = text.lastIndexOf("\n", position - 1) + 1;
      text = `${text.slice(0, start)}${BLANKS}${text.slice(start)}`;
      shifts.set(line, BLANKS.length);
    }
  }
}

const BLANKS = " ".repeat(200);
/** Characters read again at most: about two seconds. */
const MOST_REPAIRS = 60_000_000;

function whatIsWrong(error: unknown) {
  if (error instanceof YAMLException && error.mark) {
    const { line, position } = error.mark;
    return { reason: error.reason, line, position };
  }
  // Its parser calls itself: a RangeError is a document that is too deep.
  if (error instanceof RangeError)
    return { reason: "nesting exceeded maxDepth", line: 0, position: 0 };
  throw error;
}

/** An offset of the parsed text, in the text as it was written. */
export function writtenAt(
  { text, shifts }: Pick<Parsed, "text" | "shifts">,
  offset: number,
): number {
  if (shifts.size === 0) return offset;
  const { line, column } = positionIn(text, offset);
  let moved = 0;
  for (const [other, width] of shifts)
    if (other < line - 1) moved += width;
    else if (other === line - 1) moved += Math.min(width, column - 1);
  return offset - moved;
}

function refusal(reason: string, offset: number): Refusal {
  if (reason.startsWith("nesting exceeded"))
    return new Refusal(
      "read/too-deep",
      offset,
      `got more than ${MAX_DEPTH} levels, expected fewer`,
      "write the object flatter; no kind of Kubernetes is as deep as this",
    );
  const said = SAID.find(([pattern]) => pattern.test(reason));
  return new Refusal(
    "read/syntax",
    offset,
    `got text that is not YAML: ${reason}`,
    said?.[1] ?? "mend the YAML here, or on the line before",
  );
}

const SAID: readonly (readonly [RegExp, string])[] = [
  [/\btab/, "indent with blanks; YAML allows no tabs there"],
  [/indentation/, "give keys of one object the same indentation"],
  [/quoted scalar/, "close the quotation mark"],
  [/flow collection/, "close the bracket, or put a comma before this"],
  [/null byte|non-printable|JSON character/, "remove the control character"],
];
