import { tokens } from "../../promql/token";
import type { Token } from "../../promql/token";
import { variableUses } from "../../promql/grafana-variables";
import type { Check } from "../check";
import { logsYaml } from "./example";
import { logTargets, placeIn } from "./logs";

export const targetLogql: Check = {
  id: "dashboard/target-logql",
  severity: "error",
  demands:
    "Loki can read the query of a panel, as far as brackets, quotes and the selector say.",
  why: "The panel shows an error instead of lines.",
  bad: logsYaml('sum(count_over_time({app="cart"} |= "error" [$__auto])'),
  says: 'panel "Requests": got ( that is never closed',
  good: logsYaml('sum(count_over_time({app="cart"} |= "error" [$__auto]))'),
  run(index, report) {
    for (const one of logTargets(index)) {
      const { dashboard, panel, target } = one;
      const problem = problemOf(target.expr);
      if (problem)
        report(
          dashboard.manifest,
          target.exprPath,
          `${panel.called}: got ${problem.message}`,
          problem.fix,
          undefined,
          placeIn(one, problem.offset),
        );
    }
  },
};

interface Problem {
  readonly offset: number;
  readonly message: string;
  readonly fix: string;
}

/** What is wrong whatever else Loki may know. */
function problemOf(expr: string): Problem | undefined {
  // A variable's own brackets and colons are none of the query's.
  let text = expr;
  for (const { from, to } of variableUses(expr))
    text = text.slice(0, from) + "v".repeat(to - from) + text.slice(to);
  const all = tokens(text);
  const open: Token[] = [];
  for (const token of all) {
    if (token.kind === "open") open.push(token);
    else if (token.kind === "close") {
      const last = open.pop();
      if (PAIRS[last?.text ?? ""] !== token.text)
        return {
          offset: token.from,
          message: `${token.text} that closes nothing`,
          fix: "make every bracket close the one opened last",
        };
    } else if (token.kind === "string" && !isClosed(token.text))
      return {
        offset: token.from,
        message: "a text that is never closed",
        fix: "close the quotation mark",
      };
  }
  const [last] = open.slice(-1);
  if (last)
    return {
      offset: last.from,
      message: `${last.text} that is never closed`,
      fix: `add ${PAIRS[last.text] ?? ""} where it ends`,
    };
  if (variableUses(expr).length > 0 || all.some(({ text }) => text === "{"))
    return undefined;
  return {
    offset: 0,
    message: "a query without {…}, expected a selector of streams",
    fix: 'begin with the streams that are meant: {app="cart"}',
  };
}

const PAIRS: Readonly<Record<string, string>> = {
  "(": ")",
  "[": "]",
  "{": "}",
};

function isClosed(text: string): boolean {
  return text.length > 1 && text.endsWith(text.charAt(0));
}
