import { EVENT_ID, SCALAR_STYLE } from "js-yaml";
import type { MappingEvent, ScalarEvent, SequenceEvent } from "js-yaml";
import { Anchors } from "./anchors";
import type { Parsed } from "./events";
import { Frame } from "./frame";
import { keyText, merge, put } from "./mapping";
import { scalarOf } from "./scalar-of";

/** A document's value, and where among the events it begins. */
export interface Built {
  readonly value: unknown;
  readonly first: number;
}

/**
 * The values of all documents among the events, as Kubernetes takes them.
 * Throws a Refusal.
 */
export function build({ text, events }: Parsed): readonly Built[] {
  const builder = new Builder(text);
  for (let index = 0; index < events.length; index++) {
    const event = events[index];
    switch (event?.type) {
      case EVENT_ID.DOCUMENT:
        builder.begin(index);
        break;
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE:
        builder.open(event);
        break;
      case EVENT_ID.SCALAR:
        builder.scalar(event);
        break;
      case EVENT_ID.ALIAS:
        builder.alias(event.anchorStart, event.anchorEnd);
        break;
      case EVENT_ID.POP:
        builder.close();
        break;
      case undefined:
        break;
    }
  }
  return builder.documents;
}

/** Has a stack of its own: depth is no matter. */
class Builder {
  readonly documents: Built[] = [];
  private readonly frames: Frame[] = [];
  private anchors = new Anchors();
  private first = 0;

  constructor(private readonly text: string) {}

  begin(index: number): void {
    this.anchors = new Anchors();
    this.first = index;
    this.frames.push(new Frame([], NONE, 0, undefined));
  }

  open(event: MappingEvent | SequenceEvent): void {
    const { start, anchorStart, anchorEnd, type } = event;
    const anchor = this.name(anchorStart, anchorEnd);
    if (anchor !== undefined) this.anchors.open(anchor);
    const isList = type === EVENT_ID.SEQUENCE;
    this.frames.push(
      new Frame(isList ? [] : undefined, isList ? NONE : {}, start, anchor),
    );
  }

  scalar(event: ScalarEvent): void {
    const value = scalarOf(this.text, event);
    if (value === "<<" && event.style === SCALAR_STYLE.PLAIN) {
      const frame = this.frames.at(-1);
      if (frame && !frame.list && frame.key === undefined) frame.isMerge = true;
    }
    const anchor = this.name(event.anchorStart, event.anchorEnd);
    if (anchor !== undefined)
      this.anchors.close(anchor, { value, size: 1, height: 0 });
    this.add(value, 1, 0, event.valueStart);
  }

  alias(start: number, end: number): void {
    const name = this.text.slice(start, end);
    const depth = this.frames.length;
    const { value, size, height } = this.anchors.alias(name, depth, start - 1);
    this.add(value, size, height, start - 1);
  }

  close(): void {
    const frame = this.frames.pop();
    if (!frame) return;
    const { list, map, size, height, anchor, offset } = frame;
    if (this.frames.length === 0) {
      this.documents.push({ value: list?.[0], first: this.first });
      return;
    }
    const value = list ?? map;
    if (anchor !== undefined)
      this.anchors.close(anchor, { value, size, height });
    this.add(value, size, height, offset);
  }

  private add(value: unknown, size: number, height: number, at: number): void {
    const frame = this.frames[this.frames.length - 1];
    if (!frame) return;
    frame.size += size;
    if (height >= frame.height) frame.height = height + 1;
    if (frame.list) frame.list.push(value);
    else if (frame.key === undefined) {
      frame.key = keyText(value, at);
      frame.keyOffset = at;
    } else {
      if (frame.isMerge) merge(frame, value, frame.keyOffset);
      else put(frame, frame.key, value, frame.keyOffset);
      frame.key = undefined;
      frame.isMerge = false;
    }
  }

  private name(start: number, end: number): string | undefined {
    return start < 0 ? undefined : this.text.slice(start, end);
  }
}

const NONE: Record<string, unknown> = Object.freeze({});
