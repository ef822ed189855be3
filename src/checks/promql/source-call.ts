import type { Call, Expr } from "../../promql/ast";
import { functions } from "../../promql/functions";
import type { Beside, Source } from "./source";
import { bare, longer } from "./source";
import { close, guarantee } from "./source-labels";

/** What comes of a function: its series, changed, or a value of its own. */
export function callSources(
  node: Call,
  of: readonly (readonly Source[])[],
): readonly Source[] {
  const series: Source[] = [];
  const beside: Beside[] = [];
  const types = functions.get(node.func)?.args ?? [];
  of.forEach((sources, index) => {
    const type = types[index] ?? types[types.length - 1];
    if (type === "scalar" || type === "string")
      for (const source of sources)
        beside.push({ source, side: "left", depth: 0 });
    // The second operand of info only says which labels to take.
    else if (node.func !== "info" || index === 0) series.push(...sources);
  });
  if (series.length === 0) return [valueOf(node, beside)];
  return series.map((source) => {
    const { value, ...rest } = source;
    return change(node, {
      ...rest,
      ...(value !== undefined && KEEPS.has(node.func) && { value }),
      kind: "call",
      type: "vector",
      node,
      operations: [...source.operations, node],
      beside: longer(source.beside, beside),
    });
  });
}

/** `vector(1)`, `time()`, `hour()`: there without any series. */
function valueOf(node: Call, beside: readonly Beside[]): Source {
  const scalar = functions.get(node.func)?.returns === "scalar";
  const [first] = beside;
  const value = node.func === "pi" ? Math.PI : first?.source.value;
  const known = value !== undefined && ["pi", "vector"].includes(node.func);
  return {
    ...bare(node, "call"),
    type: scalar ? "scalar" : "vector",
    operations: [node],
    beside,
    ...(known && { value }),
  };
}

function change(node: Call, source: Source): Source {
  switch (node.func) {
    case "absent":
    case "absent_over_time": {
      const names = equals(node.args[0]);
      const closed = close(source, names);
      return { ...source, ...guarantee(closed, names) };
    }
    case "scalar":
      return { ...source, ...close(source, []), type: "scalar", always: true };
    case "label_replace":
    case "label_join": {
      const to = node.args[1];
      return to?.kind === "string"
        ? { ...source, ...guarantee(source, [to.value]) }
        : source;
    }
    default:
      return source;
  }
}

/** The labels that `absent` takes from the selector that it is given. */
function equals(expr: Expr | undefined): readonly string[] {
  if (expr?.kind === "range") return equals(expr.selector);
  if (expr?.kind !== "selector") return [];
  return expr.matchers
    .filter(
      ({ label, op, value }) =>
        op === "=" && value !== "" && label !== "__name__",
    )
    .map(({ label }) => label);
}

const KEEPS: ReadonlySet<string> = new Set([
  "scalar",
  "sort",
  "sort_desc",
  "label_replace",
  "label_join",
]);
