import type { Span } from "./span";

/** A variable of Grafana where it is used: `$job`, `${job:regex}`, `[[job]]`. */
export interface VariableUse extends Span {
  readonly name: string;
  /** As it is written. */
  readonly text: string;
}

/** https://grafana.com/docs/grafana/latest/dashboards/variables/variable-syntax/ */
const USE =
  /\$(\w+)|\[\[(\w+)(?::\w+)?\]\]|\$\{(\w+)(?:\.[^:}]+)?(?::[^}]+)?\}/g;

/** The variables that a text uses; `$1` is a group of an expression, not one of them. */
export function variableUses(text: string): readonly VariableUse[] {
  if (!/\$|\[\[/.test(text)) return [];
  return [...text.matchAll(USE)].flatMap((match) => {
    const [found, plain, brackets, braces] = match;
    const name = plain ?? brackets ?? braces ?? "";
    const from = match.index;
    return /^\d+$/.test(name)
      ? []
      : [{ name, text: found, from, to: from + found.length }];
  });
}
