import { COLLECTION_STYLE, EVENT_ID, SCALAR_STYLE } from "js-yaml";
import type { ScalarEvent } from "js-yaml";
import type { Parsed } from "./events";
import type { Path } from "./manifest";

/** Where a value stands, and what is inside of it. */
export interface Spot {
  readonly offset: number;
  /** Fields by key, items by number; absent for scalars. */
  readonly inside?: Map<string | number, Spot>;
  /** How a text is written, for places inside of it. */
  readonly scalar?: ScalarEvent;
}

/** A collection whose events are being passed. */
interface Open {
  readonly spot: Spot;
  readonly isList: boolean;
  key: string | undefined;
  keyOffset: number;
}

/**
 * The places of all values of the document that begins at an event.
 *
 * A scalar or a value in brackets stands where it begins; what is written over
 * several lines stands where its key does.
 */
export function spotsOf(
  { text, events }: Parsed,
  first: number,
  keyOf: (event: ScalarEvent) => string,
): Spot {
  const root: Spot = { offset: 0, inside: new Map() };
  const stack: Open[] = [
    { spot: root, isList: true, key: undefined, keyOffset: -1 },
  ];
  const anchors = new Map<string, Spot>();

  const place = (spot: Spot, own: boolean): Spot => {
    const { spot: parent, isList, key, keyOffset } = stack.at(-1) as Open;
    const placed =
      own || isList || keyOffset < 0 ? spot : { ...spot, offset: keyOffset };
    parent.inside?.set(isList ? parent.inside.size : (key ?? ""), placed);
    (stack.at(-1) as Open).key = undefined;
    return placed;
  };

  for (let index = first + 1; index < events.length; index++) {
    const event = events[index];
    if (!event || event.type === EVENT_ID.DOCUMENT) break;
    const top = stack.at(-1);
    if (!top) break;
    if (event.type === EVENT_ID.POP) {
      stack.pop();
      continue;
    }
    if (event.type === EVENT_ID.ALIAS) {
      const name = text.slice(event.anchorStart, event.anchorEnd);
      const { inside } = anchors.get(name) ?? {};
      place({ offset: event.anchorStart - 1, ...(inside && { inside }) }, true);
      continue;
    }
    let spot: Spot;
    if (event.type === EVENT_ID.SCALAR) {
      if (!top.isList && top.key === undefined) {
        top.key = keyOf(event);
        top.keyOffset = event.valueStart;
        continue;
      }
      const offset = startOf(text, event);
      spot = place({ offset: Math.max(offset, 0), scalar: event }, offset >= 0);
    } else {
      spot = place(
        { offset: event.start, inside: new Map() },
        event.style === COLLECTION_STYLE.FLOW,
      );
      stack.push({
        spot,
        isList: event.type === EVENT_ID.SEQUENCE,
        key: undefined,
        keyOffset: -1,
      });
    }
    if (event.anchorStart >= 0)
      anchors.set(text.slice(event.anchorStart, event.anchorEnd), spot);
  }
  return root.inside?.get(0) ?? root;
}

/** Where a scalar begins, its quotation mark or its `|` included; -1 for nothing. */
function startOf(text: string, event: ScalarEvent): number {
  const { style, valueStart } = event;
  if (valueStart < 0 || style === SCALAR_STYLE.PLAIN) return valueStart;
  if (
    style === SCALAR_STYLE.SINGLE_QUOTED ||
    style === SCALAR_STYLE.DOUBLE_QUOTED
  )
    return valueStart - 1;
  const line = text.lastIndexOf("\n", valueStart - 2) + 1;
  const header = text.slice(line, valueStart);
  const mark = /[|>][-+0-9]*[ \t]*(?:[ \t]#.*)?\r?\n?$/.exec(header);
  return line + (mark?.index ?? 0);
}

/** The place of a value, or of its nearest parent and the steps that are left from there. */
export function spotAt(
  root: Spot,
  path: Path,
): { readonly spot: Spot; readonly rest: Path } {
  let spot = root;
  for (const [index, step] of path.entries()) {
    const next = spot.inside?.get(step);
    if (!next) return { spot, rest: path.slice(index) };
    spot = next;
  }
  return { spot, rest: [] };
}
