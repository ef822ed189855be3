import { MAX_DEPTH } from "./events";
import { Refusal } from "./unread";

/** What an alias stands for, and how much it is once it is written out. */
export interface Anchored {
  readonly value: unknown;
  readonly size: number;
  readonly height: number;
}

/** Values that aliases may add to a document; Kubernetes refuses bombs, too. */
const MOST_ALIASED = 100_000;

/** The anchors of one document. Aliases share their value; nothing is copied. */
export class Anchors {
  private readonly known = new Map<string, Anchored | undefined>();
  private aliased = 0;

  /** An anchor whose value is not complete yet. */
  open(name: string): void {
    this.known.set(name, undefined);
  }

  close(name: string, anchored: Anchored): void {
    this.known.set(name, anchored);
  }

  /** What an alias stands for, at a depth. Throws a Refusal. */
  alias(name: string, depth: number, offset: number): Anchored {
    const anchored = this.known.get(name);
    if (!anchored)
      throw new Refusal(
        "read/syntax",
        offset,
        this.known.has(name)
          ? `got *${name} inside of &${name}, expected an alias of something that is complete`
          : `got *${name}, expected an alias of an anchor &${name} above it`,
        "write the value out, or quote it if it is text",
      );
    this.aliased += anchored.size;
    if (this.aliased > MOST_ALIASED)
      throw new Refusal(
        "read/too-large",
        offset,
        `got aliases that stand for more than ${MOST_ALIASED} values, expected fewer`,
        "write the values out; Kubernetes refuses documents that unfold like this",
      );
    if (depth + anchored.height > MAX_DEPTH)
      throw new Refusal(
        "read/too-deep",
        offset,
        `got more than ${MAX_DEPTH} levels, expected fewer`,
        "write the object flatter; no kind of Kubernetes is as deep as this",
      );
    return anchored;
  }
}
