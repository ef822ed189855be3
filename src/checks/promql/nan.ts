import { grouped } from "../../manifests/grouped";
import type { Index } from "../../manifests/index-of";
import type { Span } from "../../promql/span";
import type { Check } from "../check";
import { recordYaml } from "./example";
import type { Asker } from "./query";
import { recordings } from "./recordings";
import { reportAt } from "./report-at";
import { readRule } from "./rule";
import type { WrittenRule } from "./rules";
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
    const divides = recordedDivision(index);
    return (query) => {
      if (query.kind === "variable") return;
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
          const span = query.spanOf(divisor);
          add(
            `got ${node.op} of a division by ${span ? query.written(span) : "it"}, which gives NaN or Inf where that is zero`,
            span,
          );
          continue;
        }
        for (const name of namesIn([source]))
          if (divides(name, query))
            add(
              `got ${node.op} of ${name}, which is recorded from a division and may be NaN or Inf`,
              query.spanOf(node),
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
    };
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
function recordedDivision(
  index: Index,
): (name: string, reader: Asker) => boolean {
  const recorded = recordings(index);
  const known = new Map<WrittenRule, Division>();
  const divisionIn = (rule: WrittenRule): Division => {
    const before = known.get(rule);
    if (before) return before;
    const found = divisionOf(readRule(rule).sources());
    known.set(rule, found);
    return found;
  };
  const near = new Map<string, ReadonlyMap<string, readonly WrittenRule[]>>();
  const nearOf = (
    name: string,
    { manifest }: Asker,
  ): readonly WrittenRule[] => {
    let files = near.get(name);
    if (!files) {
      files = grouped(recorded.get(name) ?? [], (one) => one.manifest.file);
      near.set(name, files);
    }
    return (files.get(manifest.file) ?? []).filter(
      (one) => one.manifest === manifest,
    );
  };
  const divides = (name: string, reader: Asker, seen: Set<string>): boolean => {
    if (seen.has(name)) return false;
    seen.add(name);
    const all = recorded.get(name) ?? [];
    const unsafe = (rule: WrittenRule): boolean => {
      const { own, names } = divisionIn(rule);
      return own || names.some((next) => divides(next, rule, seen));
    };
    const beside = nearOf(name, reader);
    return beside.length > 0
      ? beside.some(unsafe)
      : all.length > 0 && all.every(unsafe);
  };
  return (name, reader) => divides(name, reader, new Set());
}

/** What a rule reads, and whether it divides by what may be zero. */
interface Division {
  readonly own: boolean;
  readonly names: readonly string[];
}

function divisionOf(sources: readonly Source[]): Division {
  return {
    own: [...withAll(sources)].some((one) => divisorOf(one, 0) !== undefined),
    names: namesIn(sources),
  };
}

function namesIn(sources: readonly Source[]): readonly string[] {
  const names = [...withAll(sources)].flatMap(({ selector }) =>
    selector?.metric === undefined ? [] : [selector.metric],
  );
  return [...new Set(names)].sort();
}
