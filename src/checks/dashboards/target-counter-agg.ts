import { standardMetrics } from "../../metrics/catalogue";
import type { Expr, Selector } from "../../promql/ast";
import { operands } from "../../promql/fold";
import type { Check } from "../check";
import { dashboardYaml, panelOf } from "./example";
import { reportAt } from "../promql/report-at";

export const targetCounterAgg: Check = {
  id: "dashboard/target-counter-agg",
  severity: "info",
  demands: "A counter is shown through rate or increase.",
  why: "Its value says how much there was since its process started, and falls to zero with each restart.",
  bad: dashboardYaml([panelOf("sum(http_requests_total)")]),
  says: 'panel "Requests": got http_requests_total without rate or increase',
  good: dashboardYaml([
    panelOf("sum(increase(http_requests_total[$__rate_interval]))"),
  ]),
  run(_, report) {
    return (query) => {
      if (query.kind !== "panel") return;
      for (const node of query.expr ? bareCounters(query.expr) : [])
        reportAt(
          report,
          query,
          query.spanOf(node),
          `got ${node.metric ?? ""} without rate or increase`,
          "write rate(…[$__rate_interval]), or increase over a window of one's own",
        );
    };
  },
};

/** Counters whose values come out as they are. */
function bareCounters(root: Expr): readonly Selector[] {
  const found: Selector[] = [];
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === "selector") {
      if (isCounter(node.metric ?? "")) found.push(node);
    } else if (!asksElse(node)) open.push(...operands(node));
  }
  return found;
}

/** Recordings are named as they please; a gauge of the catalogue is known. */
function isCounter(metric: string): boolean {
  const type = standardMetrics().get(metric)?.type;
  return /^[^:]+_total$/.test(metric) && (type ?? "counter") === "counter";
}

/** Other questions: how many series there are, whether there are any, how two differ. */
function asksElse(node: Expr): boolean {
  switch (node.kind) {
    case "range":
    case "subquery":
      return true;
    case "aggregate":
      return ["count", "count_values", "group"].includes(node.op);
    case "call":
      return /^(absent|timestamp|info)/.test(node.func);
    case "binary":
      return ["and", "unless", "-"].includes(node.op);
    case "selector":
    case "negation":
    case "number":
    case "string":
      return false;
  }
}
