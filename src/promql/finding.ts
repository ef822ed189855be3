import type { Span, SpanOf } from "./span";

/** What inference can find; each is certain, none is a matter of taste. */
export type FindingId =
  /** A metric that the catalogue says does not exist. */
  | "metric-unknown"
  /** A label that the metric does not carry. */
  | "label-unknown"
  /** A label that an aggregation or function took away. */
  | "label-gone"
  /** rate, irate or increase of something that may fall. */
  | "rate-of-gauge"
  /** delta, deriv or their like of a counter, which starts anew with its process. */
  | "delta-of-counter"
  /** rate over an aggregation: when one process starts anew, the sum falls. */
  | "rate-of-aggregate"
  /** A counter's value since its process started, compared with a number. */
  | "counter-without-rate"
  /** Buckets without their label le. */
  | "quantile-without-le"
  /** A quantile that is not between 0 and 1. */
  | "quantile-out-of-range"
  /** Two sides of an operator of which no series can have a partner. */
  | "never-matches"
  /** A ratio in which each series is divided by itself. */
  | "divided-by-itself"
  /** A share of the whole that is compared with more than the whole. */
  | "share-above-one"
  /** A regular expression that fails when the query runs. */
  | "regex-invalid";

export interface Finding {
  readonly id: FindingId;
  /** An error gives nothing or nonsense; a warning most likely not what was meant. */
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly fix: string;
  /** Where it stands in the text that was parsed; absent in a built tree. */
  readonly span?: Span;
}

/** Takes what was found at a node or matcher. */
export type Found = (
  id: FindingId,
  node: object,
  message: string,
  fix: string,
) => void;

const warnings: ReadonlySet<FindingId> = new Set(["counter-without-rate"]);

/** A list of findings and what puts one on it, the same only once. */
export function findings(spanOf: SpanOf): { all: Finding[]; found: Found } {
  const all: Finding[] = [];
  const seen = new Set<string>();
  return {
    all,
    found(id, node, message, fix) {
      const span = spanOf(node);
      const key = `${id} ${span?.from ?? ""} ${message}`;
      if (seen.has(key)) return;
      seen.add(key);
      all.push({
        id,
        severity: warnings.has(id) ? "warning" : "error",
        message,
        fix,
        ...(span && { span }),
      });
    },
  };
}
