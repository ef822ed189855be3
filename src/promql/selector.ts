import type { Expr, Matcher, MatchOp } from "./ast";
import * as ast from "./ast";
import { canBeMetric } from "./names";
import { unquote } from "./quote";
import { isRe2 } from "./regex";
import { placed } from "./span";
import type { Report } from "./syntax-problem";
import type { Syntax } from "./syntax";

/** `metric{label="value"}` of the grammar as a node of the tree. */
export function readSelector(node: Syntax, report: Report): Expr {
  let metric: string | undefined;
  const matchers: Matcher[] = [];
  for (const part of node.children)
    if (part.name === "Identifier") metric = part.text;
    else
      for (const one of part.children) {
        const matcher = readMatcher(one, report);
        if (matcher) matchers.push(placed(matcher, one));
      }
  if (metric !== undefined && !canBeMetric(metric))
    report(
      node,
      `got the word ${metric} where an operand is expected`,
      `write {"${metric}"} for the metric of that name`,
    );
  const second = matchers.find(({ label }) => label === "__name__");
  if (metric !== undefined && second)
    report(
      node,
      `got two names for one metric, ${metric} and ${second.value}`,
      "name the metric once",
    );
  return placed(
    ast.selector({ ...(metric !== undefined && { metric }), matchers }),
    node,
  );
}

function readMatcher(node: Syntax, report: Report): Matcher | undefined {
  const [name, op, text] = node.children;
  if (!name) return undefined;
  if (node.name === "QuotedLabelName")
    return ast.matcher("__name__", "=", readString(name));
  if (!op || !text) return undefined;
  const label = name.name === "LabelName" ? name.text : readString(name);
  const value = readString(text);
  if (op.text.endsWith("~") && !isRe2(value))
    report(
      text,
      `got ${text.text}, which is no regular expression of RE2, which Prometheus takes`,
      "mend the expression; RE2 knows no look-ahead and no back-references",
    );
  return ast.matcher(label, op.text as MatchOp, value);
}

/** The value of a string, whichever its quotes; a name in quotes holds one. */
export function readString(node: Syntax): string {
  const read = unquote(node.text);
  return "value" in read ? read.value : node.text;
}
