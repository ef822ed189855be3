/** A collection that is being read; a document is a list of one. */
export class Frame {
  /** The key whose value comes next. */
  key: string | undefined = undefined;
  keyOffset = 0;
  isMerge = false;
  /** Keys that `<<` brought and that may still be said otherwise. */
  merged: Set<string> | undefined = undefined;
  /** Values in it, and levels of them. */
  size = 1;
  height = 0;

  // One shape for both: this is where reading spends its time.
  constructor(
    readonly list: unknown[] | undefined,
    readonly map: Record<string, unknown>,
    readonly offset: number,
    readonly anchor: string | undefined,
  ) {}
}
