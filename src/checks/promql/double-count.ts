import type { Aggregate, Expr, Selector } from "../../promql/ast";
import { operands } from "../../promql/fold";
import type { Check } from "../check";
import { recordYaml } from "./example";
import { reportAt } from "./report-at";

export const doubleCount: Check = {
  id: "istio/double-count",
  severity: "warning",
  demands: "Requests are summed up at one reporter, or by reporter.",
  why: "The client's proxy and the server's count every request, so a sum over both has each of them twice.",
  bad: recordYaml(
    "sum by (destination_workload) (rate(istio_requests_total[5m]))",
  ),
  says: "recording shop:result:sum: got sum of istio_requests_total over both reporters, which counts each request twice",
  good: recordYaml(
    'sum by (destination_workload) (rate(istio_requests_total{reporter="destination"}[5m]))',
  ),
  run(index, report) {
    return (query) => {
      if (query.kind === "variable") return;
      const metrics = query.expr
        ? doubled(query.expr)
        : new Map<string, Selector>();
      for (const [metric, node] of metrics)
        reportAt(
          report,
          query,
          query.spanOf(node),
          `got sum of ${metric} over both reporters, which counts each ${/_tcp_/.test(metric) ? "connection" : "request"} twice`,
          'add reporter="destination" (or "source", where the client\'s view counts)',
        );
    };
  },
};

const TWICE =
  /^istio_(requests_total|request_duration_milliseconds_\w+|request_bytes_\w+|response_bytes_\w+|(request|response)_messages_total|tcp_\w+_total)$/;

/** Keeping or choosing one of these tells the reporters apart. */
const APART: readonly string[] = ["reporter", "pod", "instance", "container"];

/** Metrics that a sum takes both reporters of, and where each is first. */
function doubled(root: Expr): ReadonlyMap<string, Selector> {
  const found: Selector[] = [];
  const open: { node: Expr; mixed: boolean }[] = [{ node: root, mixed: false }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, mixed } = next;
    if (node.kind === "selector") {
      const { metric = "" } = node;
      if (mixed && TWICE.test(metric) && !isOneSided(node)) found.push(node);
      continue;
    }
    // No traffic is no traffic, however often it is counted.
    if (isZeroTest(node)) continue;
    if (node.kind === "call" && node.func.startsWith("absent")) continue;
    // The innermost aggregation is where reporters are mixed or kept.
    const inner = node.kind === "aggregate" ? mixes(node, mixed) : mixed;
    for (const one of operands(node)) open.push({ node: one, mixed: inner });
  }
  // What was found last stands first, and stays.
  return new Map(found.map((node) => [node.metric ?? "", node]));
}

function mixes(node: Aggregate, outer: boolean): boolean {
  const { op, grouping } = node;
  const labels = grouping?.labels ?? [];
  const kept =
    grouping?.kind === "without"
      ? !labels.includes("reporter")
      : labels.some((label) => APART.includes(label));
  if (op === "sum") return !kept;
  return ["topk", "bottomk"].includes(op) ? outer : false;
}

function isOneSided({ matchers }: Selector): boolean {
  return matchers.some(
    ({ label, op, value }) =>
      APART.includes(label) &&
      !(op === "=~" && (value === ".*" || value === ".+")),
  );
}

function isZeroTest(node: Expr): boolean {
  return (
    node.kind === "binary" &&
    ["==", ">", "!="].includes(node.op) &&
    [node.left, node.right].some(
      (one) => one.kind === "number" && one.value === 0,
    )
  );
}
