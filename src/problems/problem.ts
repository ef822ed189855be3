/**
 * One thing that is wrong with what a user gave: where, what was got, what was
 * expected, and how to mend it. Every room reports in this shape.
 */
export interface Problem {
  /** An error stops the writing of output; a warning does not. */
  readonly severity: "error" | "warning";
  /** Where it stands, as its author would say it: `service web-app, canary.weight`. */
  readonly where: string;
  /** What was got and what was expected, in one sentence. */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
}

/** A value, and all that is wrong with the input it was made from. */
export interface Described<T> {
  /** The value; absent when an error makes it meaningless. */
  readonly value?: T;
  readonly problems: readonly Problem[];
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === "error");
}
