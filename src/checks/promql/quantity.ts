import { standardMetrics } from "../../metrics/catalogue";
import type { Aggregate, Binary, Call, Expr } from "../../promql/ast";
import { fold } from "../../promql/fold";
import { isComparison } from "../../promql/operators";

/** What the numbers of a vector measure. */
export interface Quantity {
  readonly unit: Measure | "count";
  /** A rate: so much in each second. */
  readonly rate: boolean;
  /** How many observations there were up to each bound, the bounds being of the unit. */
  readonly buckets: boolean;
  /** The metric that says so. */
  readonly of: string;
}

export type Measure = "milliseconds" | "seconds" | "bytes";

/** What is known of a metric or recording by its name. */
export type Named = (name: string) => Quantity | undefined;

/** Works out what each part of an expression measures, as far as that is certain. */
export function quantities(
  root: Expr,
  named: Named,
  see: (node: Binary, left?: Quantity, right?: Quantity) => void,
): Quantity | undefined {
  return fold<Quantity | undefined>(root, (node, of) => {
    const [first, second] = of;
    switch (node.kind) {
      case "selector":
        return node.metric === undefined ? undefined : named(node.metric);
      case "range":
      case "subquery":
      case "negation":
        return first;
      case "aggregate":
        return aggregated(node, node.param ? second : first);
      case "call":
        return called(node, of);
      case "binary":
        see(node, first, second);
        return combined(node, first, second);
      case "number":
      case "string":
        return undefined;
    }
  });
}

/** By the catalogue, and for other metrics by the endings that Prometheus asks for. */
export function quantityOf(name: string): Quantity | undefined {
  const [, base = name, part] = /^(.+)_(bucket|sum|count)$/.exec(name) ?? [];
  const known = standardMetrics().get(base) ?? standardMetrics().get(name);
  const unit = known ? UNITS.get(known.unit) : endingOf(base);
  if (part === "count") return { ...PLAIN, unit: "count", of: name };
  if (unit === undefined) return undefined;
  const histogram = known?.type === "histogram" && part === undefined;
  return {
    ...PLAIN,
    unit,
    buckets: part === "bucket" || histogram,
    of: known && part !== undefined ? base : name,
  };
}

const PLAIN = { rate: false, buckets: false } as const;

const UNITS: ReadonlyMap<string, Quantity["unit"]> = new Map<
  string,
  Quantity["unit"]
>([
  ["milliseconds", "milliseconds"],
  ["seconds", "seconds"],
  ["bytes", "bytes"],
  ["requests", "count"],
  ["messages", "count"],
  ["connections", "count"],
]);

/** https://prometheus.io/docs/practices/naming/#base-units */
function endingOf(name: string): Measure | undefined {
  if (name.includes(":") || /_(time|timestamp)_seconds$/.test(name))
    return undefined;
  const [, unit] = /_(milliseconds|seconds|bytes)(?:_total)?$/.exec(name) ?? [];
  return unit as Measure | undefined;
}

function aggregated(
  { op }: Aggregate,
  of: Quantity | undefined,
): Quantity | undefined {
  return ["count", "group", "count_values", "stdvar"].includes(op)
    ? undefined
    : of;
}

function called(
  { func }: Call,
  of: readonly (Quantity | undefined)[],
): Quantity | undefined {
  const main = of.find((one) => one !== undefined);
  if (!main) return undefined;
  if (["rate", "irate", "deriv"].includes(func)) return { ...main, rate: true };
  if (func === "histogram_quantile" || func === "histogram_avg")
    return main.buckets ? { ...main, buckets: false, rate: false } : undefined;
  return KEEPS.test(func) ? main : undefined;
}

const KEEPS =
  /^(abs|ceil|clamp.*|delta|floor|idelta|increase|label_.*|(avg|first|last|max|min|quantile|stddev|sum)_over_time|predict_linear|round|scalar|sort.*)$/;

function combined(
  { op, bool, left, right }: Binary,
  a: Quantity | undefined,
  b: Quantity | undefined,
): Quantity | undefined {
  if (op === "and" || op === "unless") return a;
  if (op === "or") return a?.unit === b?.unit ? a : undefined;
  if (isComparison(op)) return bool ? undefined : (a ?? b);
  if (op === "+" || op === "-") {
    // A number beside it is of its unit; a vector of which nothing is known may be anything.
    if (left.kind === "number") return b;
    if (right.kind === "number" || b) return a;
    return undefined;
  }
  if (op !== "/" || !a || b?.unit !== "count" || b.buckets || a.buckets)
    return undefined;
  if (a.unit === "count" || (b.rate && !a.rate)) return undefined;
  return { ...a, rate: a.rate && !b.rate };
}
