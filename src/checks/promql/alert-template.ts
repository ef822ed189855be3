import { parse } from "../../promql/parse";
import type { Check } from "../check";
import { alertYaml } from "./example";
import type { Rule } from "./rule";
import type { Source } from "./source";
import { canHave, lastCall } from "./source";
import { sourcesOf } from "./sources";
import { readGoTemplate } from "./template";
import { queriesOf } from "./template-queries";
import { usesOf } from "./template-uses";
import type { FindingSeverity } from "../finding";

/** What is wrong with one text of an alert, and where in it. */
type Say = (
  at: number,
  message: string,
  fix: string,
  severity?: FindingSeverity,
) => void;

export const alertTemplate: Check = {
  id: "alerts/template",
  severity: "error",
  demands:
    "Templates of an alert can be expanded and read only labels that its query keeps.",
  why: "A template that fails leaves an error in place of the text, and a label that is gone leaves a gap.",
  bad: alertYaml("sum by (job) (up) == 0", {
    annotations: { summary: "{{ $labels.instance }} is down" },
  }),
  says: "alert Down, annotation summary: got the label instance, which the query's results do not have",
  good: alertYaml("sum by (job) (up) == 0", {
    annotations: { summary: "{{ $labels.job }} is down" },
  }),
  run(index, report) {
    return (rule) => {
      if (rule.kind !== "alert" || !rule.expr) return;
      for (const [part, texts] of [
        ["label", new Map([...rule.groupLabels, ...rule.labels()])],
        ["annotation", rule.annotations()],
      ] as const)
        for (const [name, text] of texts) {
          const path =
            part === "label"
              ? rule.labelAt(name)
              : rule.at("annotations", name);
          checkText(rule, part, text, (at, message, fix, severity) =>
            report(
              rule.manifest,
              path,
              `alert ${rule.name}, ${part} ${name}: ${message}`,
              fix,
              severity,
              rule.manifest.within?.(path, at),
            ),
          );
        }
    };
  },
};

function checkText(
  rule: Rule,
  part: "label" | "annotation",
  text: string,
  say: Say,
): void {
  const template = readGoTemplate(text);
  if (template.problem !== undefined)
    say(
      template.problem.at,
      `got a template that Prometheus cannot expand: ${template.problem.message}`,
      "see https://prometheus.io/docs/prometheus/latest/configuration/template_reference/",
    );
  else checkQueries(template.nodes, say);
  const { labels, value, humanized } = usesOf(template);
  if (part === "label" && value !== undefined)
    say(
      value.at,
      `got ${value.name} in a label, which makes another alert of it whenever the value changes`,
      "move it to an annotation",
    );
  for (const [label, at] of labels)
    if (!rule.groupLabels.has(label) && lacks(rule.sources(), label))
      say(
        at,
        `got the label ${label}, which the query's results do not have`,
        "keep it in the query, or leave it out",
      );
  if (part === "annotation" && value !== undefined && !humanized) {
    const call = rule.sources().map(rateOf).find(Boolean);
    if (call !== undefined)
      say(
        value.at,
        `got ${value.name}, which comes of ${call}() and is hard to read`,
        `write {{ ${value.name} | humanize }}`,
        "info",
      );
  }
}

function checkQueries(nodes: Parameters<typeof queriesOf>[0], say: Say): void {
  for (const { text, at, labels } of queriesOf(nodes)) {
    const { expr, problems } = parse(text);
    const [first] = problems;
    if (first)
      say(
        at,
        `got the query ${JSON.stringify(text)}: ${first.message}`,
        first.fix,
      );
    if (!expr) continue;
    const sources = sourcesOf(expr);
    for (const label of new Set(labels))
      if (lacks(sources, label))
        say(
          at,
          `got the label ${label}, which the results of ${JSON.stringify(text)} do not have`,
          "keep it in that query, or leave it out",
        );
  }
}

/** Whether some of the results surely have no such label. */
function lacks(sources: readonly Source[], label: string): boolean {
  return sources.some((one) => one.dead === undefined && !canHave(one, label));
}

/** The function whose plain result is a number of many digits. */
function rateOf(source: Source): string | undefined {
  const last = source.operations.at(-1);
  if (last?.kind === "aggregate" && COUNTS.has(last.op)) return undefined;
  const name = lastCall(source)?.func;
  return name !== undefined && RATES.has(name) ? name : undefined;
}

const COUNTS: ReadonlySet<string> = new Set(["count", "count_values", "group"]);
const RATES: ReadonlySet<string> = new Set(["rate", "irate", "deriv"]);
