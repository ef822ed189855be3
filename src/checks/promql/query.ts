import type { Manifest, Path } from "../../manifests/manifest";
import type { Expr } from "../../promql/ast";
import type { Span, SpanOf } from "../../promql/span";
import type { SyntaxProblem } from "../../promql/syntax-problem";
import type { Source } from "./source";

/** Who asks Prometheus, and where that stands. */
export interface Asker {
  readonly manifest: Manifest;
  /** The way to one of the fields beside the expression, and to itself: `expr`. */
  readonly at: (...field: readonly string[]) => Path;
  /** Of a variable's query only the labels count, not the values. */
  readonly kind: "alert" | "record" | "panel" | "variable";
  /** As messages name who asks: `alert Down`, `panel "Requests"`. */
  readonly called: string;
}

/** What Prometheus is asked. */
export interface Query extends Asker {
  /** What came of reading the expression. */
  readonly expr?: Expr;
  readonly problems: readonly SyntaxProblem[];
  /** All nodes of it, operands first; worked out when first asked for. */
  readonly nodes: () => readonly Expr[];
  /** What its results can come from; worked out when first asked for. */
  readonly sources: () => readonly Source[];
  readonly spanOf: SpanOf;
  /** A part of the expression, as it is written. */
  readonly written: (span: Span) => string;
  /** Where a span begins in the text that holds the expression. @default - the same */
  readonly back?: (offset: number) => number;
}
