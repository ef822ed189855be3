import type { Index } from "../../manifests/index-of";
import type { Binary, Expr } from "../../promql/ast";
import { isComparison } from "../../promql/operators";
import type { Check } from "../check";
import { recordYaml } from "./example";
import { reportInferred } from "./inferences";
import type { Quantity } from "./quantity";
import { quantities, quantityOf } from "./quantity";
import { recordings } from "./recordings";
import { reportAt } from "./report-at";
import { readRule } from "./rule";

export const units: Check = {
  id: "promql/units",
  severity: "error",
  demands: "What is added or compared is measured in the same unit.",
  why: "Istio's proxies measure in milliseconds, istiod and most others in seconds, and a share is at most 1: the wrong unit makes an alert that always fires or never.",
  bad: recordYaml(
    'histogram_quantile(0.95, sum by (le) (rate(istio_request_duration_milliseconds_bucket{reporter="source"}[5m]))) > 0.5',
  ),
  says: "recording shop:result:sum: got > 0.5 for milliseconds of istio_request_duration_milliseconds, expected what a request may take",
  good: recordYaml(
    'histogram_quantile(0.95, sum by (le) (rate(istio_request_duration_milliseconds_bucket{reporter="source"}[5m]))) > 500',
  ),
  run(index, report) {
    const inferred = reportInferred(index, report, ["share-above-one"]);
    const named = namedIn(index);
    return (query) => {
      inferred(query);
      if (!query.expr) return;
      quantities(query.expr, named, (node, left, right) => {
        const said = mixed(node, left, right) ?? tooSmall(node, left, right);
        if (said)
          reportAt(
            report,
            query,
            query.spanOf(said.part),
            said.message,
            said.fix,
            said.severity,
          );
      });
    };
  },
};

/** Metrics by their names, and recordings by what they record. */
function namedIn(index: Index): (name: string) => Quantity | undefined {
  const recorded = recordings(index);
  const known = new Map<string, Quantity | undefined>();
  const named = (name: string): Quantity | undefined => {
    if (known.has(name)) return known.get(name);
    // Until it is known: a recording may read itself.
    known.set(name, undefined);
    const rules = recorded.get(name);
    const [only, more] = rules ?? [];
    const expr = only && !more ? readRule(only).expr : undefined;
    const found = !rules
      ? quantityOf(name)
      : expr && quantities(expr, named, () => undefined);
    known.set(name, found);
    return found;
  };
  return named;
}

interface Said {
  readonly part: Expr;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly fix: string;
}

function mixed(
  { op, right: part }: Binary,
  left: Quantity | undefined,
  right: Quantity | undefined,
): Said | undefined {
  if (op !== "+" && op !== "-" && !isComparison(op)) return undefined;
  if (!left || !right || left.buckets || right.buckets) return undefined;
  if (left.unit === right.unit) return undefined;
  if (left.unit === "count" || right.unit === "count") return undefined;
  const times = ![left.unit, right.unit].includes("bytes");
  return {
    part,
    severity: "error",
    message: `got ${op} between ${left.unit} of ${left.of} and ${right.unit} of ${right.of}`,
    fix: times
      ? "divide the milliseconds by 1000"
      : "take two metrics that measure the same",
  };
}

/** Hardly a request through two proxies takes less: seconds are meant. */
const LEAST_MILLISECONDS = 5;

function tooSmall(
  { op, left, right }: Binary,
  a: Quantity | undefined,
  b: Quantity | undefined,
): Said | undefined {
  const [number, of, greater] =
    right.kind === "number"
      ? [right, a, op === ">" || op === ">="]
      : left.kind === "number"
        ? [left, b, op === "<" || op === "<="]
        : [];
  if (!number || !greater || !of || of.rate || of.buckets) return undefined;
  if (of.of !== LATENCY || of.unit !== "milliseconds") return undefined;
  const { value } = number;
  if (value <= 0 || value >= LEAST_MILLISECONDS) return undefined;
  return {
    part: number,
    severity: "warning",
    message: `got ${op} ${value} for milliseconds of ${of.of}, expected what a request may take`,
    fix: `write ${Math.round(value * 1e6) / 1e3}, if seconds are meant`,
  };
}

const LATENCY = "istio_request_duration_milliseconds";
