import type { Matcher } from "../../promql/ast";
import { quote } from "../../promql/quote";
import type { Check } from "../check";
import { recordYaml } from "./example";
import type { RegexpPart } from "./regexp-parts";
import { regexpParts } from "./regexp-parts";
import { reportAt } from "./report-at";
import type { Query } from "./query";

export const regexp: Check = {
  id: "promql/regexp",
  severity: "warning",
  demands:
    "A regular expression matches more than one text, and fewer than all.",
  why: "An equality says it plainer and is found faster; an expression that takes texts apart breaks with the next name.",
  bad: recordYaml('sum by (job) (requests{path=~"/cart"})'),
  says: 'recording shop:result:sum: got path=~"/cart", which matches one text only',
  good: recordYaml('sum by (job) (requests{path="/cart"})'),
  run(index, report) {
    return (query) => {
      const seen = new Set<string>();
      for (const node of query.nodes())
        for (const matcher of node.kind === "selector" ? node.matchers : [])
          for (const [message, fix] of problemsOf(matcher)) {
            if (seen.has(message)) continue;
            seen.add(message);
            reportAt(
              report,
              query,
              query.spanOf(matcher),
              `got ${message}`,
              fix,
              severityIn(query),
            );
          }
    };
  },
};

/** On a panel somebody looks; of an alert nobody hears that it is silent. */
function severityIn({ kind }: Query) {
  return kind === "alert" || kind === "record" ? undefined : "info";
}

function problemsOf(matcher: Matcher): readonly (readonly [string, string])[] {
  const { label, op, value } = matcher;
  if (op !== "=~" && op !== "!~") return [];
  const plain = op === "=~" ? "=" : "!=";
  const text = `${label}${op}${quote(value)}`;
  const parts = regexpParts(value);
  const inner = parts.filter(({ kind }) => kind !== "start" && kind !== "end");
  const found: (readonly [string, string])[] = [];
  if (!/[\\.+*?()|[\]{}^$]/.test(value) || parts.length === 0)
    found.push([
      `${text}, which matches one text only`,
      `write ${label}${plain}${quote(parts.length === 0 ? "" : value)}`,
    ]);
  else if (matchesAll(inner, op))
    found.push([
      op === "=~"
        ? `${text}, which matches everything`
        : `${text}, which leaves only series without ${label}`,
      op === "=~" ? "leave it out" : `write ${label}=""`,
    ]);
  if (inner.length < parts.length)
    found.push([
      `${text}, whose ^ or $ changes nothing, because the whole value is matched`,
      "leave the anchors out",
    ]);
  if (takesApart(inner))
    found.push([
      `${text}, which looks for a part of the value`,
      `put what it looks for into a label of its own`,
    ]);
  return found;
}

/** `.*`; and `!~".+"`, which only an empty value passes. */
function matchesAll(parts: readonly RegexpPart[], op: "=~" | "!~"): boolean {
  return parts.every(
    (part) => part.kind === "loop" && part.dot && (part.empty || op === "!~"),
  );
}

/** `a.*b` and `.*a.*`. */
function takesApart(parts: readonly RegexpPart[]): boolean {
  return parts.some((part, index) => {
    const before = parts.slice(0, index).reverse();
    const after = parts.slice(index + 1);
    if (part.kind === "loop") return isNamed(before) && isNamed(after);
    return (
      isName(part) && before[0]?.kind === "loop" && after[0]?.kind === "loop"
    );
  });
}

/** Whether a name comes next, single dots aside. */
function isNamed(parts: readonly RegexpPart[]): boolean {
  const next = parts.find(({ kind }) => kind !== "dot");
  return next !== undefined && isName(next);
}

/** Digits are no name: `5.*` is a class of codes. */
function isName(part: RegexpPart): boolean {
  return part.kind === "literal" && /\P{Nd}/u.test(part.text);
}
