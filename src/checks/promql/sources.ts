import type { Aggregate, Expr, Selector } from "../../promql/ast";
import { fold } from "../../promql/fold";
import { picksSeries } from "../../promql/functions";
import type { Presence, Source } from "./source";
import { bare } from "./source";
import { binarySources } from "./source-binary";
import { callSources } from "./source-call";
import { close, exclude, guarantee } from "./source-labels";

/** More alternatives than these are not told apart: they would multiply. */
const MOST = 256;

/** All that a query's results can come from. */
export function sourcesOf(expr: Expr): readonly Source[] {
  return fold<readonly Source[]>(expr, (node, of) => {
    const sources = step(node, of);
    return sources.length > MOST ? sources.slice(0, MOST) : sources;
  });
}

function step(
  node: Expr,
  of: readonly (readonly Source[])[],
): readonly Source[] {
  const [first = [], second = first] = of;
  switch (node.kind) {
    case "number":
      return [{ ...bare(node, "number"), type: "scalar", value: node.value }];
    case "string":
      return [{ ...bare(node, "string"), type: "string" }];
    case "selector":
      return [selectorSource(node)];
    case "range":
    case "subquery":
      return first;
    case "negation":
      return first.map(negated);
    case "aggregate":
      return (of.length > 1 ? second : first).map((one) =>
        aggregateSource(one, node),
      );
    case "call":
      return callSources(node, of);
    case "binary":
      return binarySources(node, first, second);
  }
}

function selectorSource(node: Selector): Source {
  const labels = new Map<string, Presence>();
  for (const { label, op } of node.matchers)
    if (label !== "__name__" && (op === "=" || op === "=~"))
      labels.set(label, "sure");
  for (const { label, op, value } of node.matchers)
    if (label !== "__name__" && op === "=" && value === "")
      labels.set(label, "gone");
  return {
    ...bare(node, "selector"),
    labels,
    closed: false,
    always: false,
    selector: node,
  };
}

function negated(source: Source): Source {
  const { value, ...rest } = source;
  return value === undefined ? source : { ...rest, value: -value };
}

function aggregateSource(of: Source, node: Aggregate): Source {
  const { value, ...rest } = of;
  const source: Source = {
    ...rest,
    // An aggregation of one known number gives that number again.
    ...(value !== undefined && SAME.has(node.op) && { value }),
    kind: "aggregate",
    type: "vector",
    operations: [...of.operations, node],
    joins: of.joins.map((join) => ({ ...join, depth: join.depth + 1 })),
    beside: of.beside.map((one) => ({ ...one, depth: one.depth + 1 })),
  };
  if (picksSeries(node.op)) return source;
  const { grouping, param } = node;
  const names = grouping?.labels ?? [];
  const left =
    grouping?.kind === "without"
      ? exclude(source, [...names, "__name__"])
      : close(source, names);
  const counted =
    node.op === "count_values" && param?.kind === "string"
      ? guarantee(left, [param.value])
      : left;
  return { ...source, ...counted };
}

const SAME: ReadonlySet<string> = new Set(["sum", "avg", "max", "min"]);
