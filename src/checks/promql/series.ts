import type { Expr } from "../../promql/ast";
import { nodes } from "../../promql/fold";
import type { Check } from "../check";
import { recordYaml } from "./example";
import { reportInferred } from "./inferences";
import type { MeshFacts, Removed } from "./mesh-facts";
import { meshFacts } from "./mesh-facts";
import { reportAt } from "./report-at";
import type { Query } from "./query";

export const series: Check = {
  id: "promql/series",
  severity: "warning",
  demands: "Queries read metrics and labels that the mesh emits.",
  why: "Prometheus answers a query for what does not exist with nothing, so an alert on it is silent for ever.",
  bad: recordYaml(
    'sum by (reporter) (rate(istio_request_total{reporter="source"}[5m]))',
  ),
  says: "recording shop:result:sum: got the metric istio_request_total, which nothing emits",
  good: recordYaml(
    'sum by (reporter) (rate(istio_requests_total{reporter="source"}[5m]))',
  ),
  run(index, report) {
    const inferred = reportInferred(index, report, [
      "metric-unknown",
      "label-unknown",
    ]);
    const facts = meshFacts(index);
    return (query) => {
      inferred(query);
      if (!query.expr) return;
      for (const [{ metric, label, by }, part] of missed(
        query,
        query.expr,
        facts,
      ))
        reportAt(
          report,
          query,
          query.spanOf(part),
          `needs ${label === undefined ? "" : `the label ${label} of `}${metric}, which ${by} takes away`,
          "keep it there, or leave out what needs it",
        );
    };
  },
};

/** What a Telemetry of the same input takes away from what is read, and where that is read. */
function missed(
  query: Query,
  expr: Expr,
  { removed }: MeshFacts,
): readonly (readonly [Removed, object])[] {
  const here = removed.filter(
    ({ namespace }) =>
      namespace === undefined ||
      namespace === query.manifest.identity.namespace,
  );
  if (here.length === 0) return [];
  const read = new Map<string, object>();
  const labels = new Map<string, object>();
  for (const node of nodes(expr)) {
    if (node.kind === "selector") {
      const name = node.metric ?? "";
      read.set(name, node).set(name.replace(/_(bucket|sum|count)$/, ""), node);
      for (const matcher of node.matchers)
        if (matcher.op !== "=" || matcher.value !== "")
          labels.set(matcher.label, matcher);
    } else if (node.kind === "aggregate" && node.grouping?.kind === "by")
      for (const label of node.grouping.labels) labels.set(label, node);
  }
  return here.flatMap((one) => {
    const { metric, label } = one;
    const selector = read.get(metric);
    const part = label === undefined ? selector : labels.get(label);
    return selector && part ? [[one, part] as const] : [];
  });
}
