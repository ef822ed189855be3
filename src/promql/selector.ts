import type { Expr, Matcher, MatchOp } from "./ast";
import * as ast from "./ast";
import type { Cursor } from "./cursor";
import { canBeMetric } from "./names";
import { unquote } from "./quote";
import { isRe2 } from "./regex";
import type { Token } from "./token";

/** `metric{label="value"}`, of which either half may be missing. */
export function readSelector(cursor: Cursor): Expr {
  const { from, kind } = cursor.token;
  const metric = kind === "word" ? cursor.take().text : undefined;
  const matchers = cursor.takes("{") ? readMatchers(cursor) : [];
  const span = { from, to: cursor.end };
  if (metric !== undefined && !canBeMetric(metric))
    cursor.report(
      span,
      `got the word ${metric} where an operand is expected`,
      `write {"${metric}"} for the metric of that name`,
    );
  const second = matchers.find(({ label }) => label === "__name__");
  if (metric !== undefined && second)
    cursor.report(
      span,
      `got two names for one metric, ${metric} and ${second.value}`,
      "name the metric once",
    );
  return cursor.placed(
    ast.selector({ ...(metric !== undefined && { metric }), matchers }),
    span,
  );
}

function readMatchers(cursor: Cursor): readonly Matcher[] {
  const matchers: Matcher[] = [];
  while (!cursor.takes("}")) {
    const matcher = readMatcher(cursor);
    if (!matcher) break;
    matchers.push(matcher);
    if (cursor.takes(",")) continue;
    cursor.needs("}", "a comma or }");
    break;
  }
  return matchers;
}

const OPERATORS: ReadonlySet<string> = new Set(["=", "!=", "=~", "!~"]);

function readMatcher(cursor: Cursor): Matcher | undefined {
  const name = cursor.token;
  const quoted = name.kind === "string";
  if (!quoted && (name.kind !== "word" || name.text.includes(":"))) {
    cursor.refuse("a label or }");
    return undefined;
  }
  cursor.take();
  const label = quoted ? readString(name) : name.text;
  const op = cursor.token.text;
  if (!OPERATORS.has(op)) {
    if (quoted) return cursor.placed(ast.matcher("__name__", "=", label), name);
    cursor.refuse("=, !=, =~ or !~");
    return undefined;
  }
  cursor.take();
  const text = cursor.token;
  if (text.kind !== "string") {
    cursor.refuse("a text in quotes");
    return undefined;
  }
  cursor.take();
  const value = readString(text);
  if (op.endsWith("~") && !isRe2(value))
    cursor.report(
      text,
      `got ${text.text}, which is no regular expression of RE2, which Prometheus takes`,
      "mend the expression; RE2 knows no look-ahead and no back-references",
    );
  return cursor.placed(ast.matcher(label, op as MatchOp, value), {
    from: name.from,
    to: text.to,
  });
}

/** The value of a string, whichever its quotes; a name in quotes holds one. */
export function readString({ text }: Token): string {
  const read = unquote(text);
  return "value" in read ? read.value : text;
}
