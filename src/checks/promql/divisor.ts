import type { Expr } from "../../promql/ast";
import type { Source } from "./source";

/**
 * What a source is divided by and may be zero. With `depth` 1 only inside of an
 * aggregation.
 */
export function divisorOf(source: Source, depth: number): Expr | undefined {
  for (const join of source.joins)
    if (divides(join.op) && join.depth >= depth && !neverZero(join.source))
      return partOf(join.source);
  for (const one of source.beside) {
    if (!divides(one.op) || one.depth < depth) continue;
    const divisor = one.side === "left" ? source : one.source;
    if (!neverZero(divisor)) return partOf(divisor);
  }
  return undefined;
}

function divides(op: string | undefined): boolean {
  return op === "/" || op === "%";
}

function partOf({ node, selector }: Source): Expr {
  return selector ?? node;
}

function neverZero(source: Source): boolean {
  return (
    (excludesZero(source) && !source.bool) ||
    (source.value !== undefined && source.value !== 0) ||
    clampedAway(source)
  );
}

function excludesZero({ condition }: Source): boolean {
  const { op, value } = condition ?? {};
  if (op === undefined || value === undefined) return false;
  return EXCLUDES[op]?.(value) ?? false;
}

/** Whether zero does not pass the comparison with a value. */
const EXCLUDES: Readonly<Record<string, (value: number) => boolean>> = {
  ">": (value) => value >= 0,
  ">=": (value) => value > 0,
  "<": (value) => value <= 0,
  "<=": (value) => value < 0,
  "==": (value) => value !== 0,
  "!=": (value) => value === 0,
};

/** `clamp_min(x, 1)` and its like. */
function clampedAway({ operations }: Source): boolean {
  const node = operations.findLast(
    (one) => one.kind === "call" && one.func.startsWith("clamp"),
  );
  if (node?.kind !== "call") return false;
  const [least, most = least] = node.args
    .slice(1)
    .map((one) => (one.kind === "number" ? one.value : NaN));
  if (least === undefined || most === undefined) return false;
  return node.func === "clamp_min"
    ? least > 0
    : node.func === "clamp_max"
      ? least < 0
      : least > 0 || most < 0;
}
