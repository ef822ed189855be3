import type { Aggregate, Expr, Selector } from "./ast";
import type { Catalogue } from "./catalogue";
import { seriesOf } from "./catalogue";
import type { Finding, Found } from "./finding";
import { findings } from "./finding";
import { fold } from "./fold";
import type { ValueType } from "./functions";
import { picksSeries } from "./functions";
import { inferBinary } from "./infer-binary";
import { checkShare, inferCall } from "./infer-call";
import type { Labels } from "./labels";
import {
  anyLabels,
  can,
  drop,
  keep,
  carried,
  narrowing,
  noLabels,
  possibly,
  surely,
} from "./labels";
import { matchesWhole } from "./regex";
import type { Inferred } from "./inferred";
import { carries, plain } from "./inferred";
import type { SpanOf } from "./span";
import { nearest } from "../problems/nearest";

export interface Inference {
  readonly type: ValueType;
  /** The labels of the series that come out; none for a number. */
  readonly labels: Labels;
  readonly findings: readonly Finding[];
}

/**
 * Works out what comes out of an expression and what cannot be right in it.
 * What the catalogue does not know is taken to carry any label, so that nothing
 * is reported that might be right. Findings in a parsed tree have a place where
 * its `spanOf` is given.
 *
 *     infer(parse("sum by (pod) (requests_total)").expr, catalogue).labels.may => {pod}
 */
export function infer(
  expr: Expr,
  catalogue: Catalogue,
  spanOf: SpanOf = () => undefined,
): Inference {
  const { all, found } = findings(spanOf);
  const { type, labels } = fold<Inferred>(expr, (node, of) =>
    step(node, of, catalogue, found),
  );
  return { type, labels, findings: all };
}

function step(
  node: Expr,
  of: readonly Inferred[],
  catalogue: Catalogue,
  found: Found,
): Inferred {
  const [first = plain("scalar"), second = first] = of;
  switch (node.kind) {
    case "number":
      return { ...plain("scalar"), shape: String(node.value) };
    case "string":
      return { ...plain("string"), shape: JSON.stringify(node.value) };
    case "selector":
      return inferSelector(node, catalogue, found);
    case "range":
      return {
        ...first,
        type: "range",
        shape: `${first.shape}[${node.duration}]`,
      };
    case "subquery":
      return {
        ...first,
        type: "range",
        shape: `${first.shape}[${node.duration}:${node.step ?? ""}]`,
      };
    case "negation":
      return { ...first, share: false, sums: false, shape: `-${first.shape}` };
    case "aggregate":
      return inferAggregate(
        node,
        second,
        of.length > 1 ? first : undefined,
        found,
      );
    case "call":
      return inferCall(node, of, found);
    case "binary":
      return inferBinary(node, first, second, found);
  }
}

function inferSelector(
  node: Selector,
  catalogue: Catalogue,
  found: Found,
): Inferred {
  const { metric, matchers } = node;
  const series = metric === undefined ? undefined : seriesOf(metric, catalogue);
  if (metric !== undefined && !series && catalogue.isMissing?.(metric)) {
    const meant = nearest(metric, catalogue.names?.() ?? []);
    found(
      "metric-unknown",
      node,
      `got the metric ${metric}, which nothing emits`,
      meant === undefined
        ? "describe the metric, or use another"
        : `write ${meant}`,
    );
  }
  let labels: Labels = anyLabels;
  if (series) labels = carried(series.labels, series.maybe);
  const origin = metric ?? "the selector";
  const value: Inferred = {
    type: "vector",
    labels,
    origin: { known: series !== undefined, name: origin },
    counter: series ? series.type === "counter" : /_total$/.test(origin),
    ...(series && { metric: series.type }),
    buckets: series ? series.buckets : /_bucket$/.test(origin),
    aggregated: false,
    share: false,
    sums: series?.type === "counter" || /_(total|count|bucket)$/.test(origin),
    shape: `${metric ?? ""}{}${node.offset ?? ""}@${node.at ?? ""}`,
    matchers,
  };
  const narrow = narrowing(labels);
  for (const matcher of matchers) {
    const { label, op, value: text } = matcher;
    if (label === "__name__") continue;
    if (!narrow.can(label) && (op !== "=" || text !== ""))
      carries({ ...value, labels: narrow.done() }, label, matcher, found);
    if (op === "=" && text === "") narrow.drop(label);
    else if (op === "=") narrow.surely(label, text);
    else if (op === "=~" && !matchesWhole(text, "")) narrow.surely(label);
    else narrow.possibly(label);
  }
  return { ...value, labels: narrow.done() };
}

function inferAggregate(
  node: Aggregate,
  of: Inferred,
  before: Inferred | undefined,
  found: Found,
): Inferred {
  const { grouping, op, param } = node;
  if (op === "quantile" && param) checkShare(param, found);
  const names = (grouping?.labels ?? []).filter((one) => one !== "__name__");
  let input = of.labels;
  for (const label of names) {
    // Taking away what is gone already harms nobody.
    const harmless = grouping?.kind === "without" && !of.origin.known;
    if (can(input, label) || harmless) continue;
    carries(of, label, node, found);
    input = possibly(input, label);
  }
  let labels =
    grouping === undefined
      ? noLabels
      : grouping.kind === "by"
        ? keep(input, names)
        : drop(input, names);
  if (picksSeries(op)) labels = input;
  if (op === "count_values" && param?.kind === "string")
    labels = surely(labels, param.value);
  return {
    ...of,
    metric: undefined,
    type: "vector",
    labels,
    origin: picksSeries(op)
      ? of.origin
      : { known: false, name: `${op}${grouping ? ` ${grouping.kind}` : ""}` },
    aggregated: of.aggregated || !picksSeries(op),
    counter:
      of.counter &&
      ["sum", "avg", "max", "min", "topk", "bottomk"].includes(op),
    buckets: of.buckets && op !== "count" && op !== "group",
    share: false,
    sums: op === "count" || (of.sums && op === "sum"),
    shape: `${op} ${grouping?.kind ?? ""} ${names.join()} (${before?.shape ?? ""},${of.shape})`,
  };
}
