import type { Binary } from "../../promql/ast";
import { isComparison } from "../../promql/operators";
import { canJoin } from "./can-join";
import { constant } from "./constant";
import type { Condition, Source } from "./source";
import { followed, longer, withoutValue } from "./source";
import { close, exclude, include } from "./source-labels";

/** What comes of two sides of an operator. */
export function binarySources(
  node: Binary,
  left: readonly Source[],
  right: readonly Source[],
): readonly Source[] {
  if (isNumber(left) || isNumber(right))
    return left.flatMap((a) => right.map((b) => withNumber(node, a, b)));
  if (node.op === "and" || node.op === "or" || node.op === "unless")
    return setSources(node, left, right);
  return node.matching?.group === "right"
    ? right.map((one) => joined(node, one, left))
    : left.map((one) => joined(node, one, right));
}

function isNumber(sources: readonly Source[]): boolean {
  return sources.every(({ type }) => type !== "vector");
}

function withNumber(node: Binary, left: Source, right: Source): Source {
  const turned = left.type !== "vector" && right.type === "vector";
  const [own, other] = turned ? [right, left] : [left, right];
  const source: Source = {
    ...withoutValue(own),
    beside: longer(own.beside, [
      { source: other, op: node.op, side: turned ? "left" : "right", depth: 0 },
    ]),
  };
  return {
    ...source,
    ...condition(node, source, other.value, turned),
    ...constant(node, left, right),
  };
}

/** One side's series, matched with the other's. */
function joined(node: Binary, own: Source, others: readonly Source[]): Source {
  const { matching, op } = node;
  const names = matching?.labels ?? [];
  const added = matching?.include ?? [];
  const on = matching?.kind === "on";
  const labels = matching?.group
    ? include(own, [...added, ...(on ? names : [])])
    : on
      ? close(own, names)
      : exclude(own, names);
  const source: Source = {
    ...withoutValue(own),
    ...exclude(labels, ["__name__"]),
    joins: followed([
      ...own.joins,
      ...others.map((other) => ({
        source: other,
        op,
        added,
        depth: 0,
        dead: !canJoin(own, other, matching),
      })),
    ]),
  };
  const [only] = others.length === 1 ? others : [];
  return {
    ...source,
    ...condition(node, source, only?.value, matching?.group === "right"),
    ...(only && !matching && constant(node, own, only)),
  };
}

/** A comparison is the condition; the first one stays it. */
function condition(
  { op, bool }: Binary,
  source: Source,
  value: number | undefined,
  turned: boolean,
): Pick<Source, "bool" | "condition"> {
  if (source.condition) return { bool: false, condition: source.condition };
  if (!isComparison(op)) return { bool: false };
  return {
    bool: bool === true,
    condition: {
      op: turned ? (TURNED[op] ?? op) : op,
      ...(value !== undefined && { value }),
    },
  };
}

const TURNED: Readonly<Record<string, Condition["op"]>> = {
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};

function setSources(
  node: Binary,
  left: readonly Source[],
  right: readonly Source[],
): readonly Source[] {
  const { matching, op } = node;
  const on = matching?.kind === "on" ? matching.labels : undefined;
  const kept = left.map((own): Source => {
    if (op === "or" && !on) return own;
    const source: Source = { ...own, ...include(own, on ?? []) };
    if (op === "or") return source;
    if (op === "unless") {
      const over =
        on?.length === 0 && right.some((one) => one.always && !one.condition);
      return {
        ...source,
        unless: longer(own.unless, right),
        ...(over && { dead: "what follows unless always gives a result" }),
      };
    }
    return {
      ...source,
      joins: followed([
        ...own.joins,
        ...right.map((other) => ({
          source: other,
          op,
          added: [],
          depth: 0,
          dead: !canJoin(own, other, matching),
        })),
      ]),
      ...(right.some((one) => one.condition) && { condition: { op } }),
    };
  });
  if (op !== "or") return kept;
  const full =
    left.length > 0 && left.every((one) => one.always && !one.condition);
  return [
    ...kept,
    ...right.map((one) =>
      full && on?.length === 0
        ? { ...one, dead: "what stands before or always gives a result" }
        : one,
    ),
  ];
}
