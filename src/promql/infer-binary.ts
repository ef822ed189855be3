import type { Binary, Expr, Matcher } from "./ast";
import type { Found } from "./finding";
import type { Inferred } from "./inferred";
import { carries, plain } from "./inferred";
import type { Labels } from "./labels";
import { both, can, drop, either, keep, possibly, surely } from "./labels";
import { isComparison, isSetOperator } from "./operators";

/** What comes out of an operator, and whether its sides can meet at all. */
export function inferBinary(
  node: Binary,
  left: Inferred,
  right: Inferred,
  found: Found,
): Inferred {
  const { op } = node;
  const shape = `(${left.shape})${op}(${right.shape})`;
  if (left.type !== "vector" && right.type !== "vector")
    return { ...plain("scalar"), shape };
  if (left.type !== "vector" || right.type !== "vector") {
    checkThreshold(node, left, right, found);
    const vector = left.type === "vector" ? left : right;
    return {
      ...vector,
      metric: undefined,
      counter: vector.counter && isComparison(op),
      share: false,
      sums: false,
      shape,
    };
  }
  const lost = checkLabels(node, left, right, found);
  if (op !== "or" && !lost && !node.fill)
    checkMeeting(node, left, right, found);
  if (op === "/") checkItself(node, left, right, found);
  const filters = isSetOperator(op) || (isComparison(op) && !node.bool);
  return {
    type: "vector",
    labels: labelsOf(node, left.labels, right.labels),
    origin: isSetOperator(op)
      ? left.origin
      : { known: false, name: `the ${op} before it` },
    counter: filters && left.counter && (op !== "or" || right.counter),
    buckets: left.buckets && (op !== "or" || right.buckets),
    aggregated: left.aggregated || (op === "or" && right.aggregated),
    share: op === "/" && isShare(left, right),
    sums: false,
    shape,
  };
}

function labelsOf(node: Binary, left: Labels, right: Labels): Labels {
  const { op, matching } = node;
  if (op === "or") return either(left, right);
  if (isSetOperator(op)) return left;
  if (matching?.group) {
    const [many, one] =
      matching.group === "left" ? [left, right] : [right, left];
    let labels = many;
    for (const label of matching.include ?? []) {
      labels = can(one, label)
        ? possibly(drop(labels, [label]), label)
        : drop(labels, [label]);
      if (one.has.has(label))
        labels = surely(labels, label, one.has.get(label));
    }
    return labels;
  }
  if (matching?.kind === "on")
    return both(keep(left, matching.labels), keep(right, matching.labels));
  const ignored = matching?.labels ?? [];
  return both(drop(left, ignored), drop(right, ignored));
}

/** Labels of `on` and of a group that one side no longer has. */
function checkLabels(
  node: Binary,
  left: Inferred,
  right: Inferred,
  found: Found,
): boolean {
  const { matching } = node;
  let lost = false;
  if (matching?.kind === "on")
    for (const label of matching.labels)
      for (const side of [left, right])
        if (!can(side.labels, label) && label !== "__name__") {
          carries(side, label, node, found);
          lost = true;
        }
  const one = matching?.group === "left" ? right : left;
  for (const label of matching?.include ?? [])
    if (!can(one.labels, label) && label !== "__name__")
      carries(one, label, node, found);
  return lost;
}

/** A label that one side surely has and the other cannot have, or has otherwise. */
function checkMeeting(
  node: Binary,
  left: Inferred,
  right: Inferred,
  found: Found,
): void {
  const { op, matching } = node;
  const compared = (label: string) =>
    matching?.kind === "on"
      ? matching.labels.includes(label)
      : !matching?.labels.includes(label);
  for (const [side, other, name] of [
    [left.labels, right.labels, "right"],
    [right.labels, left.labels, "left"],
  ] as const)
    for (const [label, value] of side.has) {
      if (!compared(label)) continue;
      const there = other.has.get(label);
      const differs =
        value !== undefined && there !== undefined && value !== there;
      if (can(other, label) && !differs) continue;
      found(
        "never-matches",
        node,
        differs
          ? `got ${op} between series with ${label}="${value}" and with ${label}="${there}", which never meet`
          : `got ${op} between two sides of which the ${name} has no label ${label}, so that no series has a partner`,
        `aggregate both sides by the same labels, or write ${op} ignoring (${label}) or ${op} on (…)`,
      );
      return;
    }
}

/**
 * Each series of the left side finds itself on the right where both sides keep
 * all labels by which only the left one is narrowed.
 */
function checkItself(
  node: Binary,
  left: Inferred,
  right: Inferred,
  found: Found,
): void {
  if (node.matching) return;
  const added = narrowedBy(left, right);
  if (!added || added.length === 0) return;
  const kept = added.every(
    ({ label }) => can(left.labels, label) && can(right.labels, label),
  );
  const label = added[0]?.label ?? "";
  if (kept)
    found(
      "divided-by-itself",
      node,
      `got a ratio whose sides both keep the label ${label}: each series is divided by itself, which gives 1`,
      `take ${label} away on both sides: sum without (${label}) or sum by (…)`,
    );
}

/** Matchers by which one side is narrowed that is else the same; nothing where it is not. */
function narrowedBy(
  left: Inferred,
  right: Inferred,
): readonly Matcher[] | undefined {
  if (!left.matchers || !right.matchers || left.shape !== right.shape)
    return undefined;
  const has = (all: readonly Matcher[], { label, op, value }: Matcher) =>
    all.some(
      (one) => one.label === label && one.op === op && one.value === value,
    );
  const { matchers: few } = right;
  const { matchers: many } = left;
  return few.every((one) => has(many, one))
    ? many.filter((one) => !has(few, one))
    : undefined;
}

/** A part of what is counted, divided by all of it. */
function isShare(left: Inferred, right: Inferred): boolean {
  return left.sums && right.sums && narrowedBy(left, right) !== undefined;
}

function checkThreshold(
  node: Binary,
  left: Inferred,
  right: Inferred,
  found: Found,
): void {
  const [vector, other] =
    left.type === "vector" ? [left, node.right] : [right, node.left];
  checkShareAboveOne(node, vector, other, found);
  const zero = other.kind === "number" && other.value === 0;
  if (
    !vector.counter ||
    vector.metric !== "counter" ||
    zero ||
    ![">", ">=", "<", "<="].includes(node.op)
  )
    return;
  found(
    "counter-without-rate",
    node,
    `got the count of ${vector.origin.name} since its process started, compared with a number`,
    `compare its rate or increase: increase(${vector.origin.name}[5m])`,
  );
}

const turned: Readonly<Record<string, string>> = { "<": ">", "<=": ">=" };

/** A part is never more than the whole. */
function checkShareAboveOne(
  { op, right }: Binary,
  vector: Inferred,
  other: Expr,
  found: Found,
): void {
  if (!vector.share || other.kind !== "number") return;
  const { value } = other;
  const asked = other === right ? op : turned[op];
  if ((asked !== ">" || value < 1) && (asked !== ">=" || value <= 1)) return;
  found(
    "share-above-one",
    other,
    `got ${op} ${value} for a part divided by the whole, which is at most 1`,
    value <= 100
      ? `write ${value / 100}, or multiply the share by 100`
      : "write a share, like 0.05",
  );
}
