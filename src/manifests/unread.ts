import type { Position } from "./manifest";

/** What reading can say, and the ids under which it says so. */
export const READ_IDS = [
  "read/syntax",
  "read/duplicate-key",
  "read/too-large",
  "read/too-deep",
  "read/unreadable",
  "read/template",
  "read/empty",
  "read/not-an-object",
] as const;

export type ReadId = (typeof READ_IDS)[number];

/** Something that could not be read, or not as an object of Kubernetes. */
export interface Unread {
  readonly check: ReadId;
  readonly severity: "error" | "warning";
  readonly file: string;
  readonly position?: Position;
  readonly message: string;
  readonly fix: string;
}

/** Why a document cannot be taken, at an offset of its text. Never leaves this room. */
export class Refusal extends Error {
  constructor(
    readonly check: ReadId,
    readonly offset: number,
    message: string,
    readonly fix: string,
  ) {
    super(message);
  }
}
