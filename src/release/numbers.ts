import type { Binary, Expr } from "../promql/ast";
import { fold, nodes, operands } from "../promql/fold";
import { render } from "../promql/render";

/** A number that a query holds, as it was and as it is. */
export interface NumberChange {
  readonly before: number;
  readonly after: number;
  /** The comparison that it is a side of, where it is one. */
  readonly comparison?: Binary;
  /** Whether that comparison is what the whole query asks, and no condition beside it. */
  readonly main: boolean;
}

const COMPARISONS = [">", "<", ">=", "<=", "==", "!="];

/** The numbers that differ between queries of one shape; nothing where the shapes differ. */
export function numberChanges(
  before: Expr,
  after: Expr,
): readonly NumberChange[] | undefined {
  if (shape(before) !== shape(after)) return undefined;
  const holders = comparisonsByNumber(after);
  const main = mainComparisons(after);
  const olds = nodes(before);
  return nodes(after).flatMap((now, index) => {
    const old = olds[index];
    if (now.kind !== "number" || old?.kind !== "number") return [];
    if (Object.is(now.value, old.value)) return [];
    const comparison = holders.get(now);
    return [
      {
        before: old.value,
        after: now.value,
        main: comparison !== undefined && main.has(comparison),
        ...(comparison && { comparison }),
      },
    ];
  });
}

/** The query with all its numbers the same. */
function shape(expr: Expr): string {
  return render(
    fold<Expr>(expr, (node, of) =>
      node.kind === "number"
        ? { kind: "number", value: 0 }
        : withOperands(node, of),
    ),
  );
}

function withOperands(node: Expr, of: readonly Expr[]): Expr {
  switch (node.kind) {
    case "subquery":
    case "negation":
      return { ...node, expr: of[0] ?? node.expr };
    case "call":
      return { ...node, args: of };
    case "aggregate":
      return node.param
        ? { ...node, param: of[0] ?? node.param, expr: of[1] ?? node.expr }
        : { ...node, expr: of[0] ?? node.expr };
    case "binary":
      return { ...node, left: of[0] ?? node.left, right: of[1] ?? node.right };
    case "number":
    case "string":
    case "selector":
    case "range":
      return node;
  }
}

function comparisonsByNumber(expr: Expr): ReadonlyMap<Expr, Binary> {
  const holders = new Map<Expr, Binary>();
  for (const node of nodes(expr))
    if (node.kind === "binary" && COMPARISONS.includes(node.op))
      for (const side of operands(node)) holders.set(side, node);
  return holders;
}

/** What is left of `and` and `unless` fires; what is right of them only allows it. */
function mainComparisons(expr: Expr): ReadonlySet<Expr> {
  const found = new Set<Expr>();
  const open = [expr];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind !== "binary") continue;
    if (COMPARISONS.includes(node.op)) found.add(node);
    else if (node.op === "and" || node.op === "unless") open.push(node.left);
    else if (node.op === "or") open.push(node.left, node.right);
  }
  return found;
}
