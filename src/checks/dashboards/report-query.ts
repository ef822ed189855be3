import { isAboutVariable } from "../../promql/interpolate";
import type { Span } from "../../promql/span";
import type { FindingSeverity, Report } from "../finding";
import type { DashboardQuery } from "./queries";

/** Reports something about a part of a query, unless it is about a variable's value. */
export function reportQuery(
  report: Report,
  { dashboard, called, path, back }: DashboardQuery,
  /** The part; absent for the query itself. */
  span: Span | undefined,
  message: string,
  fix?: string,
  severity?: FindingSeverity,
): void {
  if (isAboutVariable(message)) return;
  const { manifest } = dashboard;
  report(
    manifest,
    path,
    `${called}: ${message}`,
    fix,
    severity,
    span && manifest.within?.(path, back(span.from)),
  );
}
