import type { Call, Expr, Selector } from "./ast";
import type { Found } from "./finding";
import type { LabelEffect } from "./functions";
import { functions } from "./functions";
import type { Inferred } from "./inferred";
import { carries, plain } from "./inferred";
import type { Labels } from "./labels";
import {
  anyLabels,
  can,
  drop,
  listed,
  noLabels,
  possibly,
  rewritten,
  surely,
} from "./labels";
import { isRe2 } from "./regex";

const rates: ReadonlySet<string> = new Set(["rate", "irate", "increase"]);
const slopes: ReadonlySet<string> = new Set([
  "delta",
  "idelta",
  "deriv",
  "predict_linear",
]);

/** What comes out of a function, and what cannot be right in its arguments. */
export function inferCall(
  node: Call,
  of: readonly Inferred[],
  found: Found,
): Inferred {
  const signature = functions.get(node.func);
  const index = of.findIndex(
    ({ type }) => type === "vector" || type === "range",
  );
  const main = of[index];
  const arg = node.args[index];
  const shape = `${node.func}(${of.map((one) => one.shape).join()})`;
  if (!signature || !main || !arg || signature.returns !== "vector")
    return { ...plain(signature?.returns ?? "vector"), shape };
  checkRate(node, main, found);
  checkBuckets(node, main, found);
  const [share] = node.args;
  if (share && /^(histogram_quantile|quantile_over_time)$/.test(node.func))
    checkShare(share, found);
  return {
    ...main,
    metric: node.func.startsWith("sort") ? main.metric : undefined,
    type: "vector",
    labels: labelsAfter(node, main, found),
    ...(REPLACES.has(signature.labels) || node.func.startsWith("absent")
      ? { origin: { known: false, name: node.func } }
      : {}),
    counter: main.counter && keepsValue.has(node.func),
    buckets: main.buckets && signature.labels !== "drops le",
    share: false,
    sums: main.sums && rates.has(node.func),
    shape,
  };
}

/** What leaves a counter's value as it was. */
const keepsValue: ReadonlySet<string> = new Set([
  "label_join",
  "label_replace",
  "last_over_time",
  "max_over_time",
  "sort",
  "sort_desc",
]);

/** After these the function says which labels there are. */
const REPLACES: ReadonlySet<LabelEffect> = new Set<LabelEffect>([
  "drops le",
  "none",
]);

/** No label, and the metric's name, which is none of those that are followed. */
const IS_FREE: ReadonlySet<string> = new Set(["", "__name__"]);

function labelsAfter(node: Call, main: Inferred, found: Found): Labels {
  const { labels } = main;
  const texts = node.args.map((arg) =>
    arg.kind === "string" ? arg.value : undefined,
  );
  switch (functions.get(node.func)?.labels) {
    case "drops le":
      return drop(labels, ["le"]);
    case "none":
    case undefined:
      return noLabels;
    case "keeps":
    case "drops name":
      return labels;
    case "own":
  }
  switch (node.func) {
    case "absent":
    case "absent_over_time":
      return absentLabels(node.args[0]);
    case "histogram_quantiles":
      return surely(drop(labels, ["le"]), texts[1] ?? "");
    case "info":
      return { ...anyLabels, has: labels.has };
    case "label_replace":
    case "label_join": {
      const from = node.func === "label_replace" ? [texts[3]] : texts.slice(3);
      const regex = node.func === "label_replace" ? node.args[4] : undefined;
      let left = labels;
      for (const label of from)
        if (label !== undefined && !IS_FREE.has(label) && !can(left, label)) {
          carries(main, label, node, found);
          left = possibly(left, label);
        }
      if (regex?.kind === "string" && !isRe2(regex.value))
        found(
          "regex-invalid",
          regex,
          `got ${JSON.stringify(regex.value)}, which is no regular expression of RE2`,
          "mend the expression; RE2 knows no look-ahead and no back-references",
        );
      return rewritten(left, texts[1] ?? "");
    }
    default:
      return anyLabels;
  }
}

/** The labels that a selector asks for with `=`, each once. */
function absentLabels(arg: Expr | undefined): Labels {
  const selector: Selector | undefined =
    arg?.kind === "range"
      ? arg.selector
      : arg?.kind === "selector"
        ? arg
        : undefined;
  let labels = noLabels;
  for (const { label, op, value } of selector?.matchers ?? []) {
    const once =
      selector?.matchers.filter((one) => one.label === label).length === 1;
    if (once && op === "=" && value !== "" && label !== "__name__")
      labels = surely(labels, label, value);
  }
  return labels;
}

function checkRate(node: Call, main: Inferred, found: Found): void {
  const { func } = node;
  if (rates.has(func) && main.metric === "gauge")
    found(
      "rate-of-gauge",
      node,
      `got ${func} of ${main.origin.name}, a gauge: each fall is taken for a restart`,
      "use delta or deriv, or avg_over_time of the value itself",
    );
  if (rates.has(func) && main.counter && main.aggregated)
    found(
      "rate-of-aggregate",
      node,
      `got ${func} of an aggregation of counters: when one process starts anew, the whole falls and ${func} takes it for a restart of all`,
      `take ${func} first, then aggregate: sum(${func}(metric[5m]))`,
    );
  if (slopes.has(func) && main.metric === "counter")
    found(
      "delta-of-counter",
      node,
      `got ${func} of ${main.origin.name}, a counter: it falls to zero when its process starts anew`,
      "use rate or increase, which know of restarts",
    );
}

function checkBuckets(node: Call, main: Inferred, found: Found): void {
  const { func } = node;
  if (func !== "histogram_quantile" && func !== "histogram_fraction") return;
  if (main.buckets && !can(main.labels, "le"))
    found(
      "quantile-without-le",
      node,
      `got ${func} of buckets without their label le, of which ${main.origin.name} leaves ${listed(main.labels)}: it gives nothing`,
      "keep le: sum by (le, …)",
    );
}

/** A quantile is a share of all values, not a percentage. */
export function checkShare(node: Expr, found: Found): void {
  if (node.kind !== "number" || (node.value >= 0 && node.value <= 1)) return;
  found(
    "quantile-out-of-range",
    node,
    `got the quantile ${node.value}, expected a share from 0 to 1`,
    node.value > 1 && node.value <= 100
      ? `write ${node.value / 100}`
      : "write a share, like 0.95",
  );
}
