import { nearest } from "../problems/nearest";
import { milliseconds } from "./duration";
import { functions, isAggregation } from "./functions";
import { readNumber } from "./number";
import { unquote } from "./quote";
import type { Report } from "./syntax-problem";
import type { Token } from "./token";

// Deeper than any person writes, and not so deep that the parser's stack ends.
const deepest = 250;

/** Words after which a parenthesis opens something other than a call's arguments. */
const beforeParenthesis: ReadonlySet<string> = new Set([
  ...["and", "or", "unless", "atan2", "bool", "offset"],
  ...["group_left", "group_right", "by", "without", "on", "ignoring"],
  ...["fill", "fill_left", "fill_right"],
]);

const pairs: Readonly<Record<string, string>> = {
  "(": ")",
  "[": "]",
  "{": "}",
};

/**
 * Reports what needs no grammar to be seen, in better words than a grammar has:
 * brackets without a partner, strings and numbers that are none, functions that
 * do not exist. True where there is nothing of the kind.
 */
export function inspect(
  tokens: readonly Token[],
  variables: boolean,
  onProblem: Report,
): boolean {
  let sound = true;
  const report: Report = (...problem) => {
    sound = false;
    onProblem(...problem);
  };
  const open: Token[] = [];
  tokens.forEach((token, index) => {
    const inside = open[open.length - 1]?.text;
    switch (token.kind) {
      case "open":
        open.push(token);
        if (open.length === deepest)
          report(
            token,
            `got brackets ${deepest} deep, more than this parser follows`,
            "split the expression into recording rules",
          );
        break;
      case "close":
        if (inside === undefined || pairs[inside] !== token.text)
          unpaired(token, inside, report);
        open.pop();
        break;
      case "string":
        inspectString(token, report);
        break;
      case "number":
        inspectNumber(token, report);
        break;
      case "word":
        if (inside !== "{" && inside !== "[" && tokens[index + 1]?.text === "(")
          inspectCall(token, report);
        break;
      case "variable":
        if (!variables)
          report(
            token,
            `got ${token.text}, which only Grafana knows`,
            "write a value in its place; Prometheus has no variables",
          );
        break;
      case "other":
        report(
          token,
          `got the character ${JSON.stringify(token.text)}, which has no meaning here`,
          "leave it out, or put the text it belongs to in quotes",
        );
        break;
      case "operator":
      case "mark":
      case "end":
        break;
    }
  });
  const last = open[open.length - 1];
  if (last)
    report(
      last,
      `got ${last.text} that is never closed`,
      `add ${pairs[last.text] ?? ""} where it ends`,
    );
  return sound;
}

function unpaired(token: Token, inside: string | undefined, report: Report) {
  report(
    token,
    inside === undefined
      ? `got ${token.text} that nothing opened`
      : `got ${token.text}, expected ${pairs[inside] ?? ""} to close ${inside}`,
    "make every bracket close the one opened last",
  );
}

function inspectString(token: Token, report: Report): void {
  const read = unquote(token.text);
  if ("wrong" in read)
    report(
      token,
      `got ${shorten(token.text)}, but ${read.wrong}`,
      "close the quotes; write a backslash as \\\\ or put the string in backquotes",
    );
}

function inspectNumber(token: Token, report: Report): void {
  if (
    readNumber(token.text) === undefined &&
    milliseconds(token.text) === undefined
  )
    report(
      token,
      `got ${shorten(token.text)}, which is neither a number nor a duration`,
      "write a number like 0.5 or a duration like 1h30m, larger units first",
    );
}

function inspectCall(token: Token, report: Report): void {
  const word = token.text.toLowerCase();
  if (
    functions.has(token.text) ||
    isAggregation(word) ||
    beforeParenthesis.has(word)
  )
    return;
  const meant = nearest(token.text, functions.keys());
  report(
    token,
    `got a call of ${shorten(token.text)}, which is no function of Prometheus`,
    meant === undefined
      ? "use one of https://prometheus.io/docs/prometheus/latest/querying/functions/"
      : `write ${meant}`,
  );
}

function shorten(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 37)}...`;
}
