import type { Span } from "../../promql/span";
import type { FindingSeverity, Report } from "../finding";
import type { Rule } from "./rules";

/** Reports something about a part of a rule's expression, at the place of that part. */
export function reportAt(
  report: Report,
  rule: Rule,
  /** The part; absent for the expression itself. */
  span: Span | undefined,
  message: string,
  fix?: string,
  severity?: FindingSeverity,
): void {
  const { manifest, at, called } = rule;
  const path = at("expr");
  report(
    manifest,
    path,
    `${called}: ${message}`,
    fix,
    severity,
    span && manifest.within?.(path, span.from),
  );
}
