import type { Expr } from "./ast";
import { nodes } from "./fold";
import type { Places, SpanOf } from "./span";

/** A tree, and where each of its nodes and matchers stood. */
export interface Placed {
  readonly expr?: Expr;
  readonly places: Places;
}

/**
 * Where the nodes of a tree stood, by parsing its text again. Few are ever
 * asked for, and to keep the spans of all doubles the cost of parsing.
 */
export function placesOf(expr: Expr, parseAgain: () => Placed): SpanOf {
  let known: Places | undefined;
  return (node) => (known ??= carriedOver(expr, parseAgain())).get(node);
}

/** The places in one tree for the same nodes of another, equal one. */
function carriedOver(expr: Expr, { expr: again, places }: Placed): Places {
  const known: Places = new Map();
  const put = (node: object, same: object | undefined): void => {
    const span = same && places.get(same);
    if (span) known.set(node, span);
  };
  const others = again ? nodes(again) : [];
  nodes(expr).forEach((node, index) => {
    const same = others[index];
    put(node, same);
    if (node.kind === "selector" && same?.kind === "selector")
      node.matchers.forEach((matcher, m) => put(matcher, same.matchers[m]));
  });
  return known;
}
