import type { Cursor } from "./cursor";
import { durationOf, isVariable, milliseconds } from "./duration";
import { isNumberWord, readNumber } from "./number";
import { isRightAssociative, precedence, signPrecedence } from "./operators";
import type { Token } from "./token";

/** Prometheus counts nanoseconds in 64 bits. */
const mostSeconds = 2 ** 63 / 1e9;

/** A duration as the tree keeps it, and its seconds where it is a plain number or duration. */
interface Read {
  readonly text: string;
  readonly seconds?: number;
}

/** The duration of a range or subquery, which goes back in time. */
export function readRange(cursor: Cursor): string {
  const { from } = cursor.token;
  const { text, seconds } = readSum(cursor, 0);
  if (seconds !== undefined && seconds <= 0)
    cursor.report(
      { from, to: cursor.end },
      `got ${cursor.since(from)}, expected a duration above zero`,
      "write how far back it reaches, like 5m",
    );
  return plain(text, seconds);
}

/**
 * The duration of an offset, which may go either way. It ends with its first
 * term, as `a offset 5m + b` is a sum of vectors; behind a parenthesis or a
 * second sign Prometheus's grammar reads on.
 */
export function readOffset(cursor: Cursor): string {
  const { token, following } = cursor;
  const readsOn = token.text === "(" || (isSign(token) && isSign(following));
  const { text, seconds } = readsOn ? readSum(cursor, 0) : readSigned(cursor);
  return plain(text, seconds);
}

function readSigned(cursor: Cursor): Read {
  if (!isSign(cursor.token)) return readPrimary(cursor);
  const { text } = cursor.take();
  return signed(text, readPrimary(cursor));
}

function isSign({ text }: Token): boolean {
  return text === "+" || text === "-";
}

/** Whether a number or duration comes next, or a variable in its place. */
export function isNumber({ token, word }: Cursor): boolean {
  return (
    token.kind === "number" || token.kind === "variable" || isNumberWord(word)
  );
}

/** Seconds of a number or duration without a sign; nothing for neither. */
export function secondsOf(text: string): number | undefined {
  const size = milliseconds(text);
  return size === undefined ? readNumber(text) : size / 1000;
}

/** A plain number of seconds as a duration, which every Prometheus knows. */
function plain(text: string, seconds: number | undefined): string {
  if (seconds === undefined || milliseconds(text) !== undefined) return text;
  return durationOf(seconds) ?? text;
}

/** What is joined by operators that bind more tightly than what stands before. */
function readSum(cursor: Cursor, above: number): Read {
  const { from } = cursor.token;
  let left = readTerm(cursor);
  for (;;) {
    const operator = cursor.token;
    if (!isOperator(operator.text)) return left;
    const binds = precedence[operator.text];
    if (binds <= above) return left;
    cursor.take();
    const right = readSum(
      cursor,
      isRightAssociative(operator.text) ? binds - 1 : binds,
    );
    if (["/", "%"].includes(operator.text) && right.seconds === 0)
      cursor.report(
        operator,
        `got a division by zero, ${cursor.since(from)}`,
        "divide by something else",
      );
    left = { text: `${left.text} ${operator.text} ${right.text}` };
  }
}

function isOperator(text: string): text is "+" | "-" | "*" | "/" | "%" | "^" {
  return text.length === 1 && "+-*/%^".includes(text);
}

function readTerm(cursor: Cursor): Read {
  if (!isSign(cursor.token)) return readPrimary(cursor);
  const { text } = cursor.take();
  return signed(text, readSum(cursor, signPrecedence));
}

function signed(mark: string, { text, seconds }: Read): Read {
  if (mark === "+") return seconds === undefined ? { text } : { text, seconds };
  const negative = text.startsWith("-") ? text.slice(1) : `-${text}`;
  return seconds === undefined
    ? { text: negative }
    : { text: negative, seconds: -seconds };
}

function readPrimary(cursor: Cursor): Read {
  const { word } = cursor;
  if (word === "step" || word === "range") {
    cursor.take();
    cursor.needs("(");
    cursor.needs(")");
    return { text: `${word}()` };
  }
  if (word === "min_of" || word === "max_of") {
    cursor.take();
    cursor.needs("(");
    const first = readSum(cursor, 0);
    cursor.needs(",", "an operator or a comma");
    const second = readSum(cursor, 0);
    cursor.needs(")", "an operator or )");
    return { text: `${word}(${first.text}, ${second.text})` };
  }
  if (cursor.takes("(")) {
    const { text } = readSum(cursor, 0);
    cursor.needs(")", "an operator or )");
    return { text: `(${text})` };
  }
  return readLiteral(cursor);
}

function readLiteral(cursor: Cursor): Read {
  const { token } = cursor;
  if (!isNumber(cursor)) {
    cursor.refuse("a duration");
    return { text: "" };
  }
  const { text } = cursor.take();
  if (isVariable(text)) return { text };
  const seconds = secondsOf(text);
  if (seconds === undefined || !(Math.abs(seconds) <= mostSeconds)) {
    cursor.report(
      token,
      `got ${text}, which is no duration or one too long for Prometheus`,
      "write one below 292 years, like 5m",
    );
    return { text };
  }
  return { text, seconds };
}
