import { isAboutVariable } from "../../promql/interpolate";
import type { Span } from "../../promql/span";
import type { FindingSeverity, Report } from "../finding";
import type { Query } from "./query";

/**
 * Reports something about a part of an expression, at the place of that part.
 * What is about the value of a dashboard's variable is not said: nobody knows it.
 */
export function reportAt(
  report: Report,
  query: Query,
  /** The part; absent for the expression itself. */
  span: Span | undefined,
  message: string,
  fix?: string,
  severity?: FindingSeverity,
): void {
  if (isAboutVariable(message)) return;
  const { manifest, at, called, back } = query;
  const path = at("expr");
  const from = span && (back ? back(span.from) : span.from);
  report(
    manifest,
    path,
    `${called}: ${message}`,
    fix,
    severity,
    from === undefined ? undefined : manifest.within?.(path, from),
  );
}
