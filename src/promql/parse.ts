import type { Expr } from "./ast";
import { check } from "./check";
import { Cursor } from "./cursor";
import type { Placed } from "./places";
import { placesOf } from "./places";
import { inspect } from "./scan";
import type { Places, SpanOf } from "./span";
import type { Report, SyntaxProblem } from "./syntax-problem";
import { tokens } from "./token";
import { readExpr } from "./tree";

export interface Parsed {
  /** The tree; only where there are no problems. */
  readonly expr?: Expr;
  readonly problems: readonly SyntaxProblem[];
  readonly spanOf: SpanOf;
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
  const spanOf = expr
    ? placesOf(expr, () => readPlaced(text, options))
    : () => undefined;
  if (expr && problems.length === 0) problems.push(...check(expr, spanOf));
  problems.sort((a, b) => a.span.from - b.span.from);
  return expr && problems.length === 0
    ? { expr, problems, spanOf }
    : { problems, spanOf };
}

function readPlaced(text: string, options: ParseOptions): Placed {
  const places: Places = new Map();
  const expr = read(text, options, () => undefined, places);
  return { ...(expr && { expr }), places };
}

function read(
  text: string,
  { variables = false }: ParseOptions,
  report: Report,
  places?: Places,
): Expr | undefined {
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
  const cursor = new Cursor(text, all, report, places);
  const expr = readExpr(cursor);
  if (cursor.token.kind !== "end") cursor.refuse("an operator or the end");
  return expr;
}
