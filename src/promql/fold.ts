import type { Expr } from "./ast";

/** The operands of a node, in the order in which they are written. */
export function operands(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "number":
    case "string":
    case "selector":
      return [];
    case "range":
      return [expr.selector];
    case "subquery":
    case "negation":
      return [expr.expr];
    case "call":
      return expr.args;
    case "aggregate":
      return expr.param ? [expr.param, expr.expr] : [expr.expr];
    case "binary":
      return [expr.left, expr.right];
  }
}

/**
 * Works a tree out from its leaves: `step` gets a node and what came of its
 * operands. A chain of thousands of operators is thousands of nodes deep, so
 * this keeps its own stack.
 */
export function fold<T>(
  root: Expr,
  step: (node: Expr, of: readonly T[]) => T,
): T {
  const open: { node: Expr; todo: readonly Expr[]; done: T[] }[] = [
    { node: root, todo: operands(root), done: [] },
  ];
  for (;;) {
    const top = open[open.length - 1]!;
    const next = top.todo[top.done.length];
    if (next !== undefined) {
      const todo = operands(next);
      if (todo.length === 0) top.done.push(step(next, []));
      else open.push({ node: next, todo, done: [] });
      continue;
    }
    const result = step(top.node, top.done);
    open.pop();
    const parent = open[open.length - 1];
    if (parent === undefined) return result;
    parent.done.push(result);
  }
}

/** Every node of a tree, operands before the node that holds them. */
export function nodes(root: Expr): readonly Expr[] {
  const all: Expr[] = [];
  const open: Expr[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    all.push(node);
    for (const operand of operands(node)) open.push(operand);
  }
  return all.reverse();
}
