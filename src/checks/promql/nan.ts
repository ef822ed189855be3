import type { Span } from "../../promql/span";
import { spanOf } from "../../promql/span";
import type { Check } from "../check";
import { recordYaml } from "./example";
import { queriesOf } from "./queries";
import type { Query } from "./query";
import { recordings } from "./recordings";
import { reportAt } from "./report-at";
import type { Rule } from "./rules";
import type { Source } from "./source";
import { lastAggregate, withAll } from "./source";
import { divisorOf } from "./divisor";

export const nan: Check = {
  id: "promql/nan",
  severity: "warning",
  demands: "What is divided inside an aggregation is divided by no zero.",
  why: "One series that is NaN or Inf makes the whole sum or average NaN or Inf.",
  bad: recordYaml("sum by (job) (errors / requests)"),
  says: "recording shop:result:sum: got sum of a division by requests, which gives NaN or Inf where that is zero",
  good: recordYaml("sum by (job) (errors / (requests > 0))"),
  run(index, report) {
    const recorded = recordings(index);
    for (const query of queriesOf(index)) {
      if (query.kind === "variable") continue;
      const messages = new Map<string, Span | undefined>();
      const add = (message: string, span: Span | undefined): void => {
        if (!messages.has(message)) messages.set(message, span);
      };
      for (const source of withAll(query.sources())) {
        const node = lastAggregate(source);
        if (source.kind !== "aggregate" || !node || !SPREADS.has(node.op))
          continue;
        const divisor = divisorOf(source, 1);
        if (divisor !== undefined) {
          const span = spanOf(divisor);
          add(
            `got ${node.op} of a division by ${span ? query.written(span) : "it"}, which gives NaN or Inf where that is zero`,
            span,
          );
          continue;
        }
        for (const name of namesIn([source]))
          if (divides(name, query, recorded, new Set()))
            add(
              `got ${node.op} of ${name}, which is recorded from a division and may be NaN or Inf`,
              spanOf(node),
            );
      }
      for (const [message, span] of messages)
        reportAt(
          report,
          query,
          span,
          message,
          "leave zeros out before dividing: a / (b > 0)",
        );
    }
  },
};

/** One value that is no number spreads to their whole result. */
const SPREADS: ReadonlySet<string> = new Set([
  "sum",
  "avg",
  "stddev",
  "stdvar",
]);

/** Whether a recording may be NaN; of several with its name those beside the reader count first. */
function divides(
  name: string,
  reader: Query,
  recorded: ReadonlyMap<string, readonly Rule[]>,
  seen: Set<string>,
): boolean {
  if (seen.has(name)) return false;
  seen.add(name);
  const all = recorded.get(name) ?? [];
  const near = all.filter(({ manifest }) => manifest === reader.manifest);
  const unsafe = (rule: Rule): boolean => {
    const sources = rule.sources();
    return (
      [...withAll(sources)].some((one) => divisorOf(one, 0) !== undefined) ||
      namesIn(sources).some((next) => divides(next, rule, recorded, seen))
    );
  };
  return near.length > 0
    ? near.some(unsafe)
    : all.length > 0 && all.every(unsafe);
}

function namesIn(sources: readonly Source[]): readonly string[] {
  const names = [...withAll(sources)].flatMap(({ selector }) =>
    selector?.metric === undefined ? [] : [selector.metric],
  );
  return [...new Set(names)].sort();
}
