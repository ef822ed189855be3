import type * as grammar from "@prometheus-io/lezer-promql";
import { groupChains } from "./chains";
import type { Grouped } from "./chains";
import type { Span } from "./span";
import type { Token } from "./token";

type Parser = typeof grammar.parser;
type Tree = ReturnType<Parser["parse"]>;

let loaded: Parser | undefined;

/** Its tables are read when the first text is: most queries are built, not read. */
function parser(): Parser {
  return (loaded ??= (require("@prometheus-io/lezer-promql") as typeof grammar)
    .parser);
}

/** A node of Prometheus's grammar, as the rest of the parser sees it. */
export interface Syntax extends Span {
  readonly name: string;
  readonly text: string;
  readonly children: readonly Syntax[];
  /** A parenthesis that is not in the text. */
  readonly added: boolean;
}

/**
 * The syntax tree of a text by Prometheus's own grammar, or where it stops
 * being PromQL. Nothing where the text is nested so deeply that no tree can be
 * built of it.
 */
export function syntaxOf(
  text: string,
  tokens: readonly Token[],
): Syntax | { readonly error: Span } | undefined {
  const grouped = groupChains(standIns(text, tokens), tokens);
  let tree: Tree;
  try {
    tree = parser().parse(grouped.text);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  return build(tree, text, grouped);
}

/** Goes through the grammar's tree once; comments are no part of what is made of it. */
function build(
  tree: Tree,
  text: string,
  { back, isAdded }: Grouped,
): Syntax | { readonly error: Span } {
  let error: Span | undefined;
  const top: Syntax[] = [];
  const open: Syntax[][] = [top];
  tree.iterate({
    enter({ type, from, to }) {
      if (type.isError) error ??= { from: back(from), to: back(to) };
      if (error || type.name === "LineComment") return false;
      const start = back(from);
      const end = back(to);
      const children: Syntax[] = [];
      open[open.length - 1]?.push({
        name: type.name,
        from: start,
        to: end,
        text: text.slice(start, end),
        added: isAdded(from),
        children,
      });
      open.push(children);
      return true;
    },
    leave() {
      open.pop();
    },
  });
  return error
    ? { error }
    : (top[0]?.children[0] ?? { error: { from: 0, to: 0 } });
}

// What Prometheus's grammar for its UI takes as a number; `5.`, `0XF` it does not.
const knownNumber =
  /^(?:(?:\d+(?:_\d+)*(?:\.\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?|0x[\da-fA-F]+|(?:\d+(?:y|w|d|h|ms|m|s))+)$/;

/**
 * The text with words of the same length in place of those that Prometheus
 * takes and its grammar for the UI does not know. Values are read from the
 * given text.
 */
function standIns(text: string, tokens: readonly Token[]): string {
  let result = "";
  let from = 0;
  let inner = 0;
  tokens.forEach((token, index) => {
    if (token.text === "{" || token.text === "[") inner++;
    if (token.text === "}" || token.text === "]") inner--;
    const instead = standIn(tokens, index, inner > 0);
    if (instead === undefined) return;
    result += text.slice(from, token.from) + instead;
    from = token.to;
  });
  return result + text.slice(from);
}

function standIn(tokens: readonly Token[], index: number, inner: boolean) {
  const { kind, text } = tokens[index]!;
  const before = (steps: number) => tokens[index - steps]?.text.toLowerCase();
  if (kind === "variable" || (kind === "number" && !knownNumber.test(text)))
    return "1".repeat(text.length);
  if (inner) return undefined;
  if (kind === "metric") return "m".repeat(text.length);
  if (kind !== "word") return undefined;
  // Functions of two numbers, which the grammar knows as durations only.
  if (
    (text === "max_of" || text === "min_of") &&
    tokens[index + 1]?.text === "(" &&
    before(1) !== "offset" &&
    before(2) !== "offset"
  )
    return "minute";
  // A label's name with a colon, which `by (…)` takes. Behind a digit it would become a unit.
  const touches = tokens[index - 1]?.to === tokens[index]?.from;
  const digit = touches && tokens[index - 1]?.kind === "number";
  return text.includes(":") && !digit ? "m".repeat(text.length) : undefined;
}
