import type { Binary, Matching } from "./ast";
import type { Cursor } from "./cursor";
import { readLabels } from "./grouping";
import { isBinaryOp } from "./operators";
import { isNumber, secondsOf } from "./read-duration";

/** An operator between two operands with the modifiers behind it; nothing where none follows. */
export function readInfix(
  cursor: Cursor,
): Omit<Binary, "kind" | "left" | "right"> | undefined {
  const { token, word } = cursor;
  const op = token.kind === "operator" ? token.text : word;
  if (!isBinaryOp(op)) return undefined;
  cursor.take();
  const bool = cursor.word === "bool";
  if (bool) cursor.take();
  const matching = readMatching(cursor);
  const fill = readFill(cursor);
  return {
    op,
    ...(bool && { bool }),
    ...(matching && { matching }),
    ...(fill && { fill }),
  };
}

function readMatching(cursor: Cursor): Matching | undefined {
  const kind = cursor.word;
  if (kind !== "on" && kind !== "ignoring") return undefined;
  cursor.take();
  const labels = readLabels(cursor);
  const group = cursor.word;
  if (group !== "group_left" && group !== "group_right")
    return { kind, labels };
  cursor.take();
  return {
    kind,
    labels,
    group: group === "group_left" ? "left" : "right",
    include: cursor.token.text === "(" ? readLabels(cursor) : [],
  };
}

/** `fill (0)`, or one for a side, or one for each; without a parenthesis it is a metric. */
function readFill(
  cursor: Cursor,
): { left?: number; right?: number } | undefined {
  const fill: { left?: number; right?: number } = {};
  const given = new Set<string>();
  while (cursor.following.text === "(") {
    const { word } = cursor;
    const fits =
      word === "fill"
        ? given.size === 0
        : (word === "fill_left" || word === "fill_right") &&
          !given.has(word) &&
          !given.has("fill");
    if (!fits) break;
    given.add(word);
    cursor.take();
    const value = readValue(cursor);
    if (word !== "fill_right") fill.left = value;
    if (word !== "fill_left") fill.right = value;
  }
  return given.size > 0 ? fill : undefined;
}

function readValue(cursor: Cursor): number {
  cursor.needs("(");
  const minus = cursor.token.text === "-";
  if (minus || cursor.token.text === "+") cursor.take();
  if (!isNumber(cursor)) cursor.refuse("a number");
  const value = secondsOf(cursor.take().text) ?? NaN;
  cursor.needs(")");
  return minus ? -value : value;
}
