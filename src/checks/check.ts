import type { Index } from "../manifests/index-of";
import type { FindingSeverity, Report } from "./finding";
import type { AnyQuery } from "./promql/queries";

/**
 * A rule on manifests, whole in one file: what it demands and why, a bad and a
 * good example and what is said of the bad one. A loop makes tests and a page
 * of documentation of it.
 */
export interface Check {
  readonly id: string;
  /** What its findings are, unless one is reported otherwise. */
  readonly severity: FindingSeverity;
  /** One sentence: "A subset that a route names is defined by a DestinationRule." */
  readonly demands: string;
  /** What happens otherwise. */
  readonly why: string;
  /** Manifests (YAML) that break it … */
  readonly bad: string;
  /** … and what is said of them, the whole message. */
  readonly says: string;
  /** How to mend it, where a finding does not say so itself. */
  readonly fix?: string;
  /** The same, mended. */
  readonly good: string;
  /** Its places hold secrets: outputs say where, and never show the line. */
  readonly conceals?: true;
  /**
   * Stateless; reads the index that all checks share, once, and reports. A check
   * of queries gives what it does with each of them.
   */
  readonly run:
    | ((index: Index, report: Report) => void)
    | ((index: Index, report: Report) => EachQuery | undefined);
}

/**
 * What a check does with a query. All checks see one before the next is read:
 * trees of a whole mesh at once would fill the memory.
 */
export type EachQuery = (query: AnyQuery) => void;
