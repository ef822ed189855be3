import type { Query } from "../promql/build";
import { format } from "../promql/format";
import type { Alert, MeshSubject, ServiceSubject, Severity } from "./alert";
import type { AlertRule, RecordingRule } from "../mesh/rule";
import type { Recording } from "../signals/recording";
import { dashboardUrl, runbookUrl } from "./links";

export function severityOf<S>(alert: Alert<S>, subject: S): Severity {
  return typeof alert.severity === "function"
    ? alert.severity(subject)
    : alert.severity;
}

/**
 * An alert for one subject, as Prometheus has it. Every alert carries severity,
 * namespace and service, and team where there is one: Alertmanager routes and
 * inhibits by them, and its operator adds a matcher on namespace.
 */
export function toRule<S extends MeshSubject & Partial<ServiceSubject>>(
  alert: Alert<S>,
  subject: S,
  query: Query,
  more: Readonly<Record<string, string>> = {},
): AlertRule {
  const { mesh, service } = subject;
  const namespace = mesh.namespace.name;
  const name = service?.name ?? alert.service ?? mesh.name;
  const team = service?.team ?? mesh.team;
  const { description, keepFiringFor } = alert;
  return {
    alert: alert.name,
    expr: format(query.expr),
    for: alert.for,
    ...(keepFiringFor !== undefined && { keep_firing_for: keepFiringFor }),
    labels: {
      severity: severityOf(alert, subject),
      namespace,
      service: name,
      ...(team !== undefined && { team }),
      ...more,
    },
    annotations: {
      summary: alert.summary,
      description:
        typeof description === "string" ? description : description(subject),
      ...(mesh.runbooks !== undefined && {
        runbook_url: runbookUrl(mesh.runbooks, alert.name),
      }),
      ...(mesh.dashboardLinks !== undefined && {
        dashboard_url: dashboardUrl(mesh, alert, service?.name),
      }),
    },
  };
}

export function toRecordingRule({
  record,
  query,
  labels,
}: Recording): RecordingRule {
  return { record, expr: format(query.expr), ...(labels && { labels }) };
}
