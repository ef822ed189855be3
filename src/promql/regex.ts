import type * as re2 from "re2js";

/** Whether Prometheus, whose regular expressions are RE2, takes it. */
export function isRe2(expression: string): boolean {
  return compile(expression) !== undefined;
}

/** Whether the whole of a text matches, as a label's value is matched. */
export function matchesWhole(expression: string, text: string): boolean {
  return compile(expression)?.matches(text) ?? false;
}

interface Compiled {
  readonly matches: (text: string) => boolean;
}

/** Signals use the same few expressions for every service. */
const compiled = new Map<string, Compiled | undefined>();
const KEPT = 500;

function compile(expression: string): Compiled | undefined {
  if (compiled.has(expression)) return compiled.get(expression);
  if (compiled.size >= KEPT) compiled.clear();
  const made = byNode(expression) ?? byRe2(expression);
  compiled.set(expression, made);
  return made;
}

/**
 * Names, alternatives and what may be between them: the same in all languages
 * of regular expressions. Only single characters repeat, so that Node needs no
 * time for it that RE2 would not.
 */
const COMMON = /^(?:(?:[\w:/-]|\\[.d]|\.)[*+?]?|\(|\)\??|\|)*$/;

/** Most expressions, for which RE2 need not be loaded. */
function byNode(expression: string): Compiled | undefined {
  if (!COMMON.test(expression)) return undefined;
  try {
    // Alone first: `)(` is only sound between parentheses.
    const { source } = new RegExp(expression, "su");
    const whole = new RegExp(`^(?:${source})$`, "su");
    return { matches: (text) => whole.test(text) };
  } catch {
    return undefined;
  }
}

function byRe2(expression: string): Compiled | undefined {
  const { RE2JS } = require("re2js") as typeof re2;
  try {
    return RE2JS.compile(expression, RE2JS.DOTALL);
  } catch {
    return undefined;
  }
}
