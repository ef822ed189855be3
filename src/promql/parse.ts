import type { Expr } from "./ast";
import { check } from "./check";
import { inspect } from "./scan";
import type { Span } from "./span";
import { syntaxOf } from "./syntax";
import type { Report, SyntaxProblem } from "./syntax-problem";
import type { Token } from "./token";
import { endsOperand, tokens } from "./token";
import { readExpr } from "./tree";

export interface Parsed {
  /** The tree; only where there are no problems. */
  readonly expr?: Expr;
  readonly problems: readonly SyntaxProblem[];
}

export interface ParseOptions {
  /**
   * Grafana's variables may stand for durations: `[$__rate_interval]`.
   * @default false
   */
  readonly variables?: boolean;
}

/**
 * Reads PromQL as Prometheus 3 does, its experimental parts included. Nothing
 * that Prometheus's own parser refuses gets through.
 *
 *     parse("sum(rate(errors_total[5m]))").expr
 *     parse("rate(sum(errors_total))").problems
 */
export function parse(text: string, options: ParseOptions = {}): Parsed {
  const problems: SyntaxProblem[] = [];
  const report: Report = ({ from, to }, message, fix) =>
    problems.push({ span: { from, to }, message, fix });
  const expr = read(text, options, report);
  if (expr && problems.length === 0) problems.push(...check(expr));
  problems.sort((a, b) => a.span.from - b.span.from);
  return expr && problems.length === 0 ? { expr, problems } : { problems };
}

function read(
  text: string,
  { variables = false }: ParseOptions,
  report: Report,
) {
  const all = tokens(text);
  if (all.length === 0) {
    report(
      { from: 0, to: text.length },
      "got no expression",
      "write one, or leave the field out",
    );
    return undefined;
  }
  if (!inspect(all, variables, report)) return undefined;
  const syntax = syntaxOf(text, all);
  if (syntax && !("error" in syntax)) return readExpr(syntax, report);
  if (syntax) unexpected(syntax.error, all, report);
  else
    report(
      { from: 0, to: text.length },
      "got an expression nested more deeply than this parser follows",
      "split it into recording rules",
    );
  return undefined;
}

/** Says what stands where the grammar stopped. */
function unexpected(at: Span, all: readonly Token[], report: Report): void {
  const index = all.findIndex(({ to }) => to > at.from);
  const token = all[index];
  const before = all[(index < 0 ? all.length : index) - 1];
  if (!token) {
    report(
      { from: before?.from ?? 0, to: at.to },
      `got the end after "${before?.text ?? ""}", expected more`,
      "write what is missing",
    );
    return;
  }
  const after = before ? ` after "${before.text}"` : " at the start";
  report(
    token,
    `got "${token.text}"${after}, expected ${endsOperand(before) ? "an operator or the end" : "an operand"}`,
    "see https://prometheus.io/docs/prometheus/latest/querying/basics/",
  );
}
