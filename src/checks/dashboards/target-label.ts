import type { Variable } from "../../manifests/dashboards/dashboard";
import type { Matcher } from "../../promql/ast";
import { standInOf } from "../../promql/interpolate";
import type { Check } from "../check";
import { dashboardYaml, panelOf, variable } from "./example";
import { reportAt } from "../promql/report-at";

/** The check that queries use the variable which picks a label. */
export function targetLabel(label: "job" | "instance"): Check {
  const list = [variable(label, `label_values(up, ${label})`)];
  const asked = (expr: string, id: number) => panelOf(expr, { id });
  const used = `sum(rate(http_requests_total{${label}=~"$${label}"}[$__rate_interval]))`;
  const unused = "sum(rate(http_requests_total[$__rate_interval]))";
  return {
    id: `dashboard/target-${label}`,
    severity: "info",
    demands: `Where a dashboard lets people pick ${label}, each of its queries keeps to what is picked.`,
    why: `A panel beside the others that shows all of them is read wrong. A dashboard without the variable ${label} is left alone: Istio's are by workload and service.`,
    bad: dashboardYaml([asked(used, 1), asked(unused, 2)], list),
    says: `panel "Requests": got http_requests_total without ${label}=~"$${label}", expected what is picked`,
    good: dashboardYaml([asked(used, 1), asked(used, 2)], list),
    run(_, report) {
      return (query) => {
        if (query.kind !== "panel") return;
        const picked = query.dashboard.variables.find(
          ({ name, type }) => name === label && type === "query",
        );
        if (!picked) return;
        for (const node of query.nodes()) {
          if (node.kind !== "selector" || !hasLabel(node.metric)) continue;
          if (node.matchers.some((one) => takes(one, picked))) continue;
          const op = picked.multi ? "=~" : "=";
          reportAt(
            report,
            query,
            query.spanOf(node),
            `got ${node.metric ?? "a selector"} without ${label}${op}"$${label}", expected what is picked`,
            `add ${label}${op}"$${label}"`,
          );
        }
      };
    },
  };
}

/** One of several values needs an expression. */
function takes({ label, op, value }: Matcher, picked: Variable): boolean {
  return (
    label === picked.name &&
    value.includes(standInOf(label)) &&
    (op === "=~" || (op === "=" && !picked.multi))
  );
}

/** A recording may have left the label behind. */
function hasLabel(metric: string | undefined): boolean {
  return !(metric ?? "").includes(":");
}
