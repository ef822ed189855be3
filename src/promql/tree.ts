import type { Expr, Grouping } from "./ast";
import * as ast from "./ast";
import type { Cursor } from "./cursor";
import type { AggregateOp } from "./functions";
import { aggregations, isAggregation } from "./functions";
import { readLabels } from "./grouping";
import type { Item } from "./level";
import { putTogether } from "./level";
import { isModifier, readModifier } from "./modifier";
import { readInfix } from "./infix";
import { isVariable } from "./duration";
import { isNumber, secondsOf } from "./read-duration";
import { readSelector, readString } from "./selector";

/** An expression as far as it goes, and the cursor behind it. */
export function readExpr(cursor: Cursor): Expr {
  const items: Item[] = [];
  do readOperand(cursor, items);
  while (readOperator(cursor, items));
  return putTogether(cursor, items) ?? ast.number(NaN);
}

function readOperator(cursor: Cursor, items: Item[]): boolean {
  const { from } = cursor.token;
  const parts = readInfix(cursor);
  if (!parts) return false;
  items.push({ kind: "infix", parts, from, to: cursor.end });
  return true;
}

/** An operand with the signs before it and the modifiers after it. */
function readOperand(cursor: Cursor, items: Item[]): void {
  for (;;) {
    const { text, from, to } = cursor.token;
    if (text !== "-" && text !== "+") break;
    cursor.take();
    items.push({ kind: "sign", minus: text === "-", from, to });
  }
  const { from, text } = cursor.token;
  let bare = text !== "(";
  let expr = readPrimary(cursor);
  while (isModifier(cursor)) {
    expr = readModifier(cursor, expr, bare);
    cursor.placed(expr, { from, to: cursor.end });
    bare = true;
  }
  items.push({ kind: "operand", expr, from, to: cursor.end });
}

function readPrimary(cursor: Cursor): Expr {
  const { token, word } = cursor;
  const { kind, text } = token;
  if (kind === "string")
    return cursor.placed(ast.string(readString(cursor.take())), token);
  if (isNumber(cursor)) return readLiteral(cursor);
  if (kind === "word") {
    const next = cursor.following.text;
    if (isAggregation(word) && (next === "(" || isGrouping(next)))
      return readAggregate(cursor, word);
    return next === "(" ? readCall(cursor) : readSelector(cursor);
  }
  if (text === "{") return readSelector(cursor);
  if (cursor.takes("(")) {
    const inner = readExpr(cursor);
    cursor.needs(")", "an operator or )");
    return inner;
  }
  cursor.refuse("an operand");
  return ast.number(NaN);
}

function readLiteral(cursor: Cursor): Expr {
  const token = cursor.take();
  if (isVariable(token.text))
    cursor.report(
      token,
      `got ${token.text}, but a variable may stand for a duration only`,
      "write the number",
    );
  return cursor.placed(ast.number(secondsOf(token.text) ?? NaN), token);
}

function readCall(cursor: Cursor): Expr {
  const name = cursor.take();
  const args = readArguments(cursor);
  return cursor.placed(ast.call(name.text, args), {
    from: name.from,
    to: cursor.end,
  });
}

/** `sum by (a) (b)`; the labels may stand behind the vector as well. */
function readAggregate(cursor: Cursor, op: AggregateOp): Expr {
  const { from } = cursor.take();
  const before = readGrouping(cursor);
  const args = readArguments(cursor);
  const grouping = before ?? readGrouping(cursor);
  const span = { from, to: cursor.end };
  const takes = aggregations[op] === undefined ? 1 : 2;
  if (args.length !== takes)
    cursor.report(
      span,
      `got ${args.length === 1 ? "1 argument" : `${args.length} arguments`} for ${op}, expected ${takes}`,
      takes === 1
        ? `write ${op}(vector)`
        : `write ${op}(${aggregations[op] === "string" ? '"label"' : "number"}, vector)`,
    );
  const [first, second] = args;
  return cursor.placed(
    ast.aggregate({
      op,
      expr: (takes === 2 ? second : first) ?? ast.number(NaN),
      ...(takes === 2 && first && { param: first }),
      ...(grouping && { grouping }),
    }),
    span,
  );
}

function isGrouping(word: string): boolean {
  return /^(?:by|without)$/i.test(word);
}

function readGrouping(cursor: Cursor): Grouping | undefined {
  const kind = cursor.word;
  if (kind !== "by" && kind !== "without") return undefined;
  cursor.take();
  return { kind, labels: readLabels(cursor) };
}

/** `(a, b)`, with nothing behind the last one. */
function readArguments(cursor: Cursor): readonly Expr[] {
  const args: Expr[] = [];
  cursor.needs("(");
  if (cursor.takes(")")) return args;
  do args.push(readExpr(cursor));
  while (cursor.takes(","));
  cursor.needs(")", "an operator, a comma or )");
  return args;
}
