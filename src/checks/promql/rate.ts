import { milliseconds } from "../../promql/duration";
import type { Index } from "../../manifests/index-of";
import type { Check } from "../check";
import { recordYaml } from "./example";
import { field, list, textOf } from "./fields";
import { reportInferred } from "./inferences";
import { reportAt } from "./report-at";

export const rate: Check = {
  id: "promql/rate",
  severity: "error",
  demands:
    "rate, irate and increase get a counter, over at least two scrapes, and before anything is added up.",
  why: "A sum falls when one process starts anew, a gauge falls whenever it likes, and of one sample there is no rate.",
  bad: recordYaml("rate(container_memory_working_set_bytes[5m])"),
  says: "recording shop:result:sum: got rate of container_memory_working_set_bytes, a gauge: each fall is taken for a restart",
  good: recordYaml("deriv(container_memory_working_set_bytes[5m])"),
  run(index, report) {
    const inferred = reportInferred(index, report, [
      "rate-of-gauge",
      "rate-of-aggregate",
    ]);
    const interval = scrapeInterval(index);
    if (interval === undefined) return inferred;
    return (query) => {
      inferred(query);
      for (const node of query.nodes()) {
        const [range] = node.kind === "call" ? node.args : [];
        if (node.kind !== "call" || range?.kind !== "range") continue;
        const window = milliseconds(range.duration) ?? Infinity;
        if (!["rate", "irate", "increase"].includes(node.func)) continue;
        if (window < 2 * interval)
          reportAt(
            report,
            query,
            query.spanOf(node),
            `got ${node.func} over ${range.duration}, expected at least two scrapes, which are ${interval / 1000}s apart`,
            "make the window four scrapes long",
          );
      }
    };
  },
};

/** The shortest interval of all monitors; nothing where one leaves it to Prometheus. */
function scrapeInterval(index: Index): number | undefined {
  const endpoints = [
    ...index
      .kind("monitoring.coreos.com/PodMonitor")
      .flatMap(({ object }) =>
        list(field(object["spec"], "podMetricsEndpoints")),
      ),
    ...index
      .kind("monitoring.coreos.com/ServiceMonitor")
      .flatMap(({ object }) => list(field(object["spec"], "endpoints"))),
  ];
  const intervals = endpoints.map(
    (one) => milliseconds(textOf(field(one, "interval")) ?? "") ?? NaN,
  );
  const least = Math.min(...intervals);
  return Number.isFinite(least) ? least : undefined;
}
