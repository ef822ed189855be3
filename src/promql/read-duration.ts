import { durationOf, isVariable, milliseconds } from "./duration";
import { readNumber } from "./number";
import type { Report } from "./syntax-problem";
import type { Syntax } from "./syntax";

/** Prometheus counts nanoseconds in 64 bits. */
const mostSeconds = 2 ** 63 / 1e9;

/** A duration as the tree keeps it, and its seconds where it is a plain number or duration. */
interface Read {
  readonly text: string;
  readonly seconds?: number;
}

/** The duration of a range or subquery, which goes back in time. */
export function readRange(node: Syntax, report: Report): string {
  const { text, seconds } = read(node, report);
  if (seconds !== undefined && seconds <= 0)
    report(
      node,
      `got ${node.text}, expected a duration above zero`,
      "write how far back it reaches, like 5m",
    );
  return plain(text, seconds);
}

/** The duration of an offset, which may go either way. */
export function readOffset(node: Syntax, report: Report): string {
  const { text, seconds } = read(node, report);
  return plain(text, seconds);
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

function read(node: Syntax, report: Report): Read {
  const [first, second, third] = node.children;
  if (!first) return { text: node.text };
  switch (first.name) {
    case "NumberDurationLiteralInDurationContext":
      return literal(first, report);
    case "DurationStep":
      return { text: "step()" };
    case "DurationRange":
      return { text: "range()" };
    case "DurationMinOf":
    case "DurationMaxOf": {
      const name = first.name === "DurationMinOf" ? "min_of" : "max_of";
      const args = node.children.slice(1).map((one) => read(one, report).text);
      return { text: `${name}(${args.join(", ")})` };
    }
    case "UnaryOp":
      return second
        ? sign(first.text, read(second, report))
        : { text: node.text };
    default: {
      const left = read(first, report);
      if (!second) return inParentheses(node, first, left);
      const right = third ? read(third, report) : { text: "" };
      if (["Div", "Mod"].includes(second.name) && right.seconds === 0)
        report(
          second,
          `got a division by zero, ${node.text}`,
          "divide by something else",
        );
      return { text: `${left.text} ${second.text} ${right.text}` };
    }
  }
}

function literal(node: Syntax, report: Report): Read {
  const { text } = node;
  if (isVariable(text)) return { text };
  const seconds = secondsOf(text);
  if (seconds === undefined || !(Math.abs(seconds) <= mostSeconds)) {
    report(
      node,
      `got ${text}, which is no duration or one too long for Prometheus`,
      "write one below 292 years, like 5m",
    );
    return { text };
  }
  return { text, seconds };
}

function sign(mark: string, { text, seconds }: Read): Read {
  if (mark === "+") return seconds === undefined ? { text } : { text, seconds };
  return seconds === undefined || text.startsWith("-")
    ? { text: `-${text}` }
    : { text: `-${text}`, seconds: -seconds };
}

/** Parentheses are no nodes of the grammar: a duration within a duration has them. */
function inParentheses(node: Syntax, inner: Syntax, { text, seconds }: Read) {
  const own = node.text.startsWith("(");
  if (own && inner.from > node.from) return { text: `(${text})` };
  return seconds === undefined ? { text } : { text, seconds };
}
