import { nearest } from "../../problems/nearest";
import type { Expr, Selector } from "../../promql/ast";
import { nodes } from "../../promql/fold";
import { spanOf } from "../../promql/span";
import type { Check } from "../check";
import { recordYaml } from "./example";
import { reportInferred } from "./inferences";
import type { MeshFacts, Removed } from "./mesh-facts";
import { meshFacts } from "./mesh-facts";
import { reportAt } from "./report-at";
import type { Query } from "./query";
import { queriesOf } from "./queries";

export const series: Check = {
  id: "promql/series",
  severity: "warning",
  demands:
    "Queries read metrics and labels that the mesh emits, and recordings that are recorded.",
  why: "Prometheus answers a query for what does not exist with nothing, so an alert on it is silent for ever.",
  bad: recordYaml(
    'sum by (reporter) (rate(istio_request_total{reporter="source"}[5m]))',
  ),
  says: "recording shop:result:sum: got the metric istio_request_total, which nothing emits",
  good: recordYaml(
    'sum by (reporter) (rate(istio_requests_total{reporter="source"}[5m]))',
  ),
  run(index, report) {
    reportInferred(index, report, ["metric-unknown", "label-unknown"]);
    const facts = meshFacts(index);
    for (const query of queriesOf(index)) {
      if (!query.expr) continue;
      for (const [node, meant] of misspelt(query.expr, facts))
        reportAt(
          report,
          query,
          spanOf(node),
          `got ${node.metric ?? ""}, which no rule records`,
          `write ${meant}`,
        );
      for (const { metric, label, by } of missed(query, query.expr, facts))
        reportAt(
          report,
          query,
          spanOf(query.expr),
          `needs ${label === undefined ? "" : `the label ${label} of `}${metric}, which ${by} takes away`,
          "keep it there, or leave out what needs it",
        );
    }
  },
};

/** A recording that nobody records, where one of nearly the same name is recorded. */
function misspelt(
  expr: Expr,
  { recorded }: MeshFacts,
): ReadonlyMap<Selector, string> {
  const found = new Map<Selector, string>();
  for (const node of nodes(expr)) {
    if (node.kind !== "selector") continue;
    const { metric: name = "" } = node;
    if (!name.includes(":") || recorded.has(name)) continue;
    const meant = nearest(name, recorded);
    if (meant !== undefined && isSlip(name, meant)) found.set(node, meant);
  }
  return found;
}

/** Not another window of the same recording: digits differ on purpose. */
function isSlip(name: string, meant: string): boolean {
  return (
    name.replace(/[a-z:_]/gi, "") === meant.replace(/[a-z:_]/gi, "") &&
    nearest(name, [meant]) === meant &&
    Math.abs(name.length - meant.length) <= 2 &&
    differing(name, meant) <= 2
  );
}

/** Letters that are left when both ends that are the same are taken off. */
function differing(a: string, b: string): number {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (
    end < Math.min(a.length, b.length) - start &&
    a[a.length - 1 - end] === b[b.length - 1 - end]
  )
    end++;
  return Math.max(a.length, b.length) - start - end;
}

/** What a Telemetry of the same input takes away from what is read. */
function missed(
  query: Query,
  expr: Expr,
  { removed }: MeshFacts,
): readonly Removed[] {
  const here = removed.filter(
    ({ namespace }) =>
      namespace === undefined ||
      namespace === query.manifest.identity.namespace,
  );
  if (here.length === 0) return [];
  const read = new Set<string>();
  const labels = new Set<string>();
  for (const node of nodes(expr)) {
    if (node.kind === "selector") {
      const name = node.metric ?? "";
      read.add(name).add(name.replace(/_(bucket|sum|count)$/, ""));
      for (const { label, op, value } of node.matchers)
        if (op !== "=" || value !== "") labels.add(label);
    } else if (node.kind === "aggregate" && node.grouping?.kind === "by")
      for (const label of node.grouping.labels) labels.add(label);
  }
  return here.filter(
    ({ metric, label }) =>
      read.has(metric) && (label === undefined || labels.has(label)),
  );
}
