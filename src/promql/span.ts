/** A piece of text: offsets in UTF-16 units, the end exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where a node or matcher of a tree stood in the text it was parsed from. */
export type SpanOf = (node: object) => Span | undefined;

/** The spans of a parse, kept beside its tree, so that a parsed tree equals the same tree built. */
export type Places = Map<object, Span>;
