/** A piece of text: offsets in UTF-16 units, the end exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

// Kept beside the tree, so that a parsed tree equals the same tree built.
const spans = new WeakMap<object, Span>();

/** Remembers where in its text a node or matcher stood. */
export function placed<T extends object>(node: T, { from, to }: Span): T {
  // A copy: what is given may be a piece of the grammar's tree, and would keep it.
  spans.set(node, { from, to });
  return node;
}

/** Where a node or matcher stood in the text it was parsed from; nothing for a built one. */
export function spanOf(node: object): Span | undefined {
  return spans.get(node);
}
