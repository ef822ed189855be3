import { standardMetrics } from "../../metrics/catalogue";
import type { Matcher } from "../../promql/ast";
import { matchesWhole } from "../../promql/regex";
import type { Check } from "../check";
import { recordYaml } from "./example";
import { meshFacts } from "./mesh-facts";
import { reportAt } from "./report-at";

export const bucket: Check = {
  id: "istio/bucket",
  severity: "error",
  demands: "A threshold on a histogram is one of its buckets.",
  why: "A bucket that does not exist has no series, so the share of fast requests is empty.",
  bad: recordYaml(
    'sum by (reporter) (rate(istio_request_duration_milliseconds_bucket{le="300"}[5m]))',
  ),
  says: 'recording shop:result:sum: got le="300", expected a bucket of istio_request_duration_milliseconds',
  good: recordYaml(
    'sum by (reporter) (rate(istio_request_duration_milliseconds_bucket{le="250"}[5m]))',
  ),
  run(index, report) {
    if (meshFacts(index).ownBuckets) return undefined;
    const metrics = standardMetrics();
    return (query) => {
      for (const node of query.nodes()) {
        if (node.kind !== "selector") continue;
        const [, base = ""] = /^(.+)_bucket$/.exec(node.metric ?? "") ?? [];
        const buckets = metrics.get(base)?.buckets;
        if (!buckets) continue;
        for (const matcher of node.matchers)
          if (matcher.label === "le" && !isThere(matcher, buckets))
            reportAt(
              report,
              query,
              query.spanOf(matcher),
              `got le${matcher.op}"${matcher.value}", expected a bucket of ${base}`,
              `take one of ${buckets.join(", ")}`,
            );
      }
    };
  },
};

function isThere({ op, value }: Matcher, buckets: readonly number[]): boolean {
  if (value === "+Inf" || value === "") return true;
  if (op === "=") return buckets.includes(Number(value));
  if (op !== "=~") return true;
  // Prometheus 3 writes 500.0 where older ones write 500.
  return [...buckets.map(String), "+Inf"].some(
    (one) => matchesWhole(value, one) || matchesWhole(value, `${one}.0`),
  );
}
