import type { Binary, Expr, Selector } from "../promql/ast";
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

/** A value that a query asks for, as it was and as it is: another version, say. */
export interface ValueChange {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** The values of matchers that differ, each once, between queries that differ in nothing else. */
export function valueChanges(
  before: Expr,
  after: Expr,
): readonly ValueChange[] | undefined {
  if (withoutValues(before) !== withoutValues(after)) return undefined;
  const olds = nodes(before).flatMap(matchersOf);
  const found = new Map<string, ValueChange>();
  nodes(after)
    .flatMap(matchersOf)
    .forEach(({ label, value }, index) => {
      const old = olds[index]?.value ?? "";
      if (old !== value)
        found.set(`${label} ${old} ${value}`, {
          label,
          before: old,
          after: value,
        });
    });
  return [...found.values()];
}

function matchersOf(node: Expr) {
  return node.kind === "selector" ? node.matchers : [];
}

function withoutValues(expr: Expr): string {
  return render(
    fold<Expr>(expr, (node, of) => {
      if (node.kind === "selector") return masked(node);
      if (node.kind === "range")
        return { ...node, selector: masked(node.selector) };
      return withOperands(node, of);
    }),
  );
}

function masked(selector: Selector): Selector {
  return {
    ...selector,
    matchers: selector.matchers.map((one) => ({ ...one, value: "" })),
  };
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

/** A node with other operands: what folding made of its own. */
export function withOperands(node: Expr, of: readonly Expr[]): Expr {
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
