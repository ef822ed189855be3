import type { Index } from "../../manifests/index-of";
import { standardMetrics } from "../../metrics/catalogue";
import { isGone } from "../../metrics/gone";
import { nearest } from "../../problems/nearest";
import type { Expr } from "../../promql/ast";
import type { Catalogue } from "../../promql/catalogue";
import type { Finding, FindingId } from "../../promql/finding";
import { nodes } from "../../promql/fold";
import { infer } from "../../promql/infer";
import type { Span } from "../../promql/span";
import type { EachQuery } from "../check";
import type { Report } from "../finding";
import type { MeshFacts } from "./mesh-facts";
import { meshFacts } from "./mesh-facts";
import { reportAt } from "./report-at";
import type { Query } from "./query";

/** The query that was read last: all checks see it before the next. */
let last: { query: Query; findings: readonly Finding[] } | undefined;

/** Reports what inference found of the given kinds, in each query. */
export function reportInferred(
  index: Index,
  report: Report,
  ids: readonly FindingId[],
): EachQuery {
  const facts = meshFacts(index);
  return (query) => {
    for (const { id, severity, message, fix, span } of findingsOf(query, facts))
      if (ids.includes(id) && concerns(query, id, span))
        reportAt(
          report,
          query,
          span,
          message,
          fix,
          id === "metric-unknown" || id === "label-unknown"
            ? "warning"
            : severity,
        );
  };
}

/**
 * A variable takes no values, so nothing is wrong with them. And a dashboard for
 * several releases names an older metric after or.
 */
function concerns(query: Query, id: FindingId, span: Span | undefined) {
  if (query.kind === "variable" && OF_VALUES.has(id)) return false;
  if (id !== "metric-unknown" || !query.expr || query.kind !== "panel")
    return true;
  return !query.nodes().some((node) => {
    if (node.kind !== "binary" || node.op !== "or" || !span) return false;
    const { from, to } = query.spanOf(node.right) ?? { from: 0, to: 0 };
    return from <= span.from && span.to <= to;
  });
}

const OF_VALUES: ReadonlySet<FindingId> = new Set([
  "counter-without-rate",
  "delta-of-counter",
]);

function findingsOf(query: Query, facts: MeshFacts): readonly Finding[] {
  if (last?.query === query) return last.findings;
  const { expr } = query;
  const { findings } = expr
    ? infer(expr, catalogueFor(expr, facts), query.spanOf)
    : { findings: [] };
  last = { query, findings };
  return findings;
}

/**
 * What is emitted, as far as a checker can know it: targets may carry any label,
 * so only a name that is much like Istio's own is held to be misspelt.
 */
function catalogueFor(expr: Expr, facts: MeshFacts): Catalogue {
  const standard = standardMetrics();
  let named: ReadonlySet<string> | undefined;
  return {
    metric: (name) => {
      const metric = facts.recorded.has(name) ? undefined : standard.get(name);
      if (!metric) return undefined;
      const own = new Set(metric.labels);
      const istio = ISTIO.test(name);
      named ??= labelsNamed(expr);
      for (const label of named)
        if (!istio || facts.labels.has(label) || !isLike(label, metric.labels))
          own.add(label);
      const surely = istio
        ? metric.labels.filter((label) => isAlways(name, label, facts))
        : [];
      return { type: metric.type, labels: new Set(surely), maybe: own };
    },
    isMissing: (name) =>
      ISTIO.test(name) &&
      !facts.metrics.has(name) &&
      !isGone(name) &&
      !facts.recorded.has(name) &&
      nearest(name, standard.keys()) !== undefined,
    names: () => standard.keys(),
  };
}

/** The proxies' own metrics; others that begin with istio_ are many and change. */
const ISTIO = /^istio_(request|response|tcp)/;

/**
 * Whether all series of one of Istio's metrics carry a label: the proxies write
 * "unknown" where they do not know better, and a Telemetry may take it away.
 */
function isAlways(name: string, label: string, facts: MeshFacts): boolean {
  return (
    label !== "grpc_response_status" &&
    !facts.removed.some((one) => one.metric === name && one.label === label)
  );
}

function isLike(label: string, labels: readonly string[]): boolean {
  return (
    /^(source|destination|request|response|connection|grpc)_/.test(label) ||
    (/_/.test(label) && nearest(label, labels) !== undefined)
  );
}

/** All labels that an expression names. */
function labelsNamed(expr: Expr): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of nodes(expr)) {
    if (node.kind === "selector")
      for (const { label } of node.matchers) names.add(label);
    else if (node.kind === "aggregate")
      for (const label of node.grouping?.labels ?? []) names.add(label);
    else if (node.kind === "binary")
      for (const label of [
        ...(node.matching?.labels ?? []),
        ...(node.matching?.include ?? []),
      ])
        names.add(label);
    else if (node.kind === "call")
      for (const arg of node.args)
        if (arg.kind === "string") names.add(arg.value);
  }
  return names;
}
