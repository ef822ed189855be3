import type { Binary, Expr } from "../promql/ast";
import { durationOf } from "../promql/duration";
import { nodes } from "../promql/fold";
import { renderNumber } from "../promql/number";
import { parse } from "../promql/parse";
import type { NumberChange } from "./numbers";
import { numberChanges, valueChanges } from "./numbers";
import { partChanges } from "./query-parts";
import type { Rule } from "./rules";
import { few, instead, percent } from "./words";

/**
 * What is different about an alert, in words: `fires above 2 % instead of 5 %`.
 * Its query and its texts are left out where an objective has said them.
 */
export function alertWords(
  before: Rule,
  after: Rule,
  byObjective: boolean,
): readonly string[] {
  const labels = [
    ...new Set([...Object.keys(before.labels), ...Object.keys(after.labels)]),
  ].sort();
  const said = [
    ...(byObjective ? [] : queryWords(before, after)),
    ...instead("waiting time", before.for, after.for),
    ...instead(
      "time it keeps firing",
      before.keepFiringFor,
      after.keepFiringFor,
    ),
    ...labels.flatMap((name) =>
      instead(
        name === "severity" ? "severity" : `label ${name}`,
        before.labels[name] ?? "",
        after.labels[name] ?? "",
      ),
    ),
    ...instead("evaluation interval", before.interval, after.interval),
  ];
  if (said.length > 0 || byObjective) return said;
  const words = Object.keys({ ...before.annotations, ...after.annotations })
    .filter((name) => before.annotations[name] !== after.annotations[name])
    .sort();
  return words.length > 0 ? [`its ${few(words)} says something else`] : [];
}

function queryWords(before: Rule, after: Rule): readonly string[] {
  return queryChanges(before.expr, after.expr, unitOf(after));
}

/** What is different about a query, in words; "asks something else" where that is more than a part. */
export function queryChanges(
  before: string,
  after: string,
  unit: Unit = renderNumber,
): readonly string[] {
  if (before === after) return [];
  const was = parse(before).expr;
  const is = parse(after).expr;
  if (!was || !is) return [ELSE];
  const numbers = numberChanges(was, is);
  if (numbers)
    return [...new Set(numbers.map((change) => threshold(change, unit)))];
  const values = valueChanges(was, is)?.map(
    ({ label, before: old, after: now }) =>
      `asks for ${label} ${now} instead of ${old}`,
  );
  return values ?? partChanges(was, is) ?? [ELSE];
}

const ELSE = "asks something else";

const SIDES: Readonly<Record<string, string>> = {
  ">": "above",
  ">=": "from",
  "<": "below",
  "<=": "up to",
  "==": "at",
  "!=": "at anything but",
};

type Unit = (value: number) => string;

function threshold(
  { before, after, comparison, main }: NumberChange,
  unit: Unit,
) {
  if (!comparison)
    return `calculates with ${renderNumber(after)} instead of ${renderNumber(before)}`;
  const side = SIDES[comparison.op] ?? comparison.op;
  if (main) return `fires ${side} ${unit(after)} instead of ${unit(before)}`;
  return `only where ${subject(comparison)} is ${side} ${renderNumber(after)} instead of ${renderNumber(before)}`;
}

function subject(comparison: Binary): string {
  const named = (expr: Expr) =>
    nodes(expr).flatMap((node) =>
      node.kind === "selector" && node.metric !== undefined
        ? [node.metric]
        : [],
    );
  return few([...new Set(named(comparison))], 1) || "the value";
}

/** As the alert itself prints its value. */
function unitOf({ annotations }: Rule): Unit {
  const text = Object.values(annotations).join("\n");
  if (/\$value\s*\|\s*humanizePercentage/.test(text)) return percent;
  if (/\$value\s*\|\s*humanizeDuration/.test(text))
    return (value) => durationOf(value) ?? `${renderNumber(value)} s`;
  return renderNumber;
}
