import type { Alert, MeshSubject, ServiceSubject } from "../alerts/alert";
import type { AlertRule, RecordingRule } from "../mesh/rule";
import type { AnalysisMetric } from "../alerts/analysis";
import { toRecordingRule, toRule } from "../alerts/to-rule";
import { Place } from "../problems/place";
import type { Problem } from "../problems/problem";
import type { Recording } from "../signals/recording";
import type { Known } from "./catalogue";
import { verifyQuery, verifyTemplate } from "./verify";

/**
 * Makes rules for an owner ("mesh shop", "service web-app") and holds each query
 * against what the mesh emits. An alert is held against it once: for another
 * service it is the same query with another name.
 */
export class RuleBuilder {
  private readonly verified = new Set<string>();

  constructor(
    private readonly known: Known,
    private readonly problems: Problem[],
  ) {}

  alert<S extends MeshSubject & Partial<ServiceSubject>>(
    alert: Alert<S>,
    subject: S,
    more: Readonly<Record<string, string>> = {},
  ): AlertRule {
    const query = alert.query(subject);
    const rule = toRule(alert, subject, query, more);
    if (this.first(alert.name)) {
      const { mesh, service } = subject;
      const owner = service ? `service ${service.name}` : `mesh ${mesh.name}`;
      const at = new Place(`${owner}, alert ${alert.name}`, this.problems);
      const { description = "" } = rule.annotations ?? {};
      verifyQuery(query.expr, this.known, at.at("expr"));
      verifyTemplate(description, query.expr, this.known, at.at("description"));
      verifyTemplate(
        alert.service ?? "",
        query.expr,
        this.known,
        at.at("service"),
      );
    }
    return rule;
  }

  recording(recording: Recording, owner: string): RecordingRule {
    if (this.first(recording.record))
      verifyQuery(
        recording.query.expr,
        this.known,
        new Place(`${owner}, recording ${recording.record}`, this.problems),
      );
    return toRecordingRule(recording);
  }

  /** Holds what an engine asks against the same: it would wait for an answer for ever. */
  analysis(metric: AnalysisMetric, owner: string): void {
    if (this.first(metric.name))
      verifyQuery(
        metric.query.expr,
        this.known,
        new Place(`${owner}, analysis ${metric.name}`, this.problems).at(
          "expr",
        ),
      );
  }

  private first(name: string): boolean {
    const isNew = !this.verified.has(name);
    this.verified.add(name);
    return isNew;
  }
}
