import type { Expr, Selector } from "../promql/ast";
import { fold, nodes } from "../promql/fold";
import { render } from "../promql/render";
import { withOperands } from "./numbers";
import { instead } from "./words";

/**
 * What differs between queries that differ in durations or in texts alone, in
 * words, each once: `looks back 10m instead of 5m`. Nothing where more differs.
 */
export function partChanges(
  before: Expr,
  after: Expr,
): readonly string[] | undefined {
  if (frame(before) !== frame(after)) return undefined;
  const [olds, news] = [before, after].map(partsOf);
  const texts = (news ?? []).flatMap(([what, value], index) =>
    instead(what, olds?.[index]?.[1] ?? "", value),
  );
  return [...new Set(texts)];
}

type Part = readonly [what: string, value: string];

function partsOf(expr: Expr): readonly Part[] {
  return nodes(expr).flatMap((node): readonly Part[] => {
    switch (node.kind) {
      case "range":
        return [["looks back", node.duration]];
      case "subquery":
        return [
          ["looks back", node.duration],
          ...shift(node.offset),
          ...(node.step === undefined
            ? []
            : [["looks every", node.step] as const]),
        ];
      case "selector":
        return shift(node.offset);
      case "string":
        return [["calculates with", JSON.stringify(node.value)]];
      case "number":
      case "call":
      case "aggregate":
      case "binary":
      case "negation":
        return [];
    }
  });
}

function shift(offset: string | undefined): readonly Part[] {
  return offset === undefined ? [] : [["asks with an offset of", offset]];
}

/** The query with all its durations and texts the same. */
function frame(expr: Expr): string {
  return render(
    fold<Expr>(expr, (node, of) => {
      switch (node.kind) {
        case "string":
          return { ...node, value: "" };
        case "selector":
          return still(node);
        case "range":
          return { ...node, selector: still(node.selector), duration: "1m" };
        case "subquery":
          return {
            ...node,
            expr: of[0] ?? node.expr,
            duration: "1m",
            ...(node.step !== undefined && { step: "1m" }),
            ...(node.offset !== undefined && { offset: "1m" }),
          };
        case "number":
        case "call":
        case "aggregate":
        case "binary":
        case "negation":
          return withOperands(node, of);
      }
    }),
  );
}

function still(selector: Selector): Selector {
  return selector.offset === undefined
    ? selector
    : { ...selector, offset: "1m" };
}
