import type { Span } from "./span";

/** Why Prometheus would refuse a text, and where in it. */
export interface SyntaxProblem {
  readonly span: Span;
  /** What was got and what was expected, in one sentence. */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
}

/** Takes the problems of one text. */
export type Report = (span: Span, message: string, fix: string) => void;
