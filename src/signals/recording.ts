import type { Gauge, Instant, Query } from "../promql/build";
import { gauge } from "../promql/build";

/** A recording rule before it is rendered. */
export interface Recording {
  readonly record: string;
  readonly query: Query;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A recorded series: what asks for it, and how it is made. */
export interface Recorded<L extends string, From extends readonly unknown[]> {
  readonly query: Gauge<L>;
  readonly record: (...from: From) => Recording;
}

/**
 * Names a recorded series once, for those who read it and for the rule that
 * makes it; both know its labels.
 */
export function recorded<
  const L extends string,
  From extends readonly unknown[],
>(
  name: string,
  labels: readonly L[],
  make: (...from: From) => Instant<L>,
): Recorded<L, From> {
  return {
    query: gauge(name, labels),
    record: (...from) => ({
      record: name,
      query: make(...from),
    }),
  };
}
