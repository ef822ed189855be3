import type { Check } from "../check";
import { recordYaml } from "./example";
import { rulesOf } from "./rules";

export const syntax: Check = {
  id: "promql/syntax",
  severity: "error",
  demands: "Prometheus can read the expression.",
  why: "Prometheus does not load a file in which it cannot read one expression; a PrometheusRule of the operator is refused as a whole.",
  bad: recordYaml("sum(rate(requests_total[5m])"),
  says: "recording shop:result:sum: got ( that is never closed, at 1:4",
  good: recordYaml("sum(rate(requests_total[5m]))"),
  run(index, report) {
    for (const { manifest, at, called, text, problems } of rulesOf(index))
      for (const { span, message, fix } of problems)
        report(
          manifest,
          at("expr"),
          `${called}: ${message}, at ${placeIn(text, span.from)}`,
          fix,
        );
  },
};

/** Line and column within the expression. */
function placeIn(text: string, offset: number): string {
  const before = text.slice(0, offset).split("\n");
  return `${before.length}:${(before[before.length - 1]?.length ?? 0) + 1}`;
}
