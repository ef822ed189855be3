import type { Expr } from "../../promql/ast";
import { nodes } from "../../promql/fold";
import { parse } from "../../promql/parse";
import type { Query } from "./query";
import type { WrittenRule } from "./rules";
import type { Source } from "./source";
import { sourcesOf } from "./sources";

/** A rule whose expression was read; its path is that of the written one, the same object. */
export interface Rule extends WrittenRule, Query {
  readonly kind: WrittenRule["kind"];
}

/** Reads a rule's expression, and does not remember it: of a large mesh all of them are too many. */
export function readRule(rule: WrittenRule): Rule {
  const { expr, problems, spanOf } = parse(rule.text);
  let all: readonly Expr[] | undefined;
  let sources: readonly Source[] | undefined;
  return {
    ...rule,
    ...(expr && { expr }),
    problems,
    spanOf,
    nodes: () => (all ??= expr ? nodes(expr) : []),
    sources: () => (sources ??= expr ? sourcesOf(expr) : []),
    written: ({ from, to }) => rule.text.slice(from, to),
  };
}
