import { RE2JS } from "re2js";

/** Whether Prometheus, whose regular expressions are RE2, takes it. */
export function isRe2(expression: string): boolean {
  return compile(expression) !== undefined;
}

/** Whether the whole of a text matches, as a label's value is matched. */
export function matchesWhole(expression: string, text: string): boolean {
  return compile(expression)?.matches(text) ?? false;
}

/** Signals use the same few expressions for every service. */
const compiled = new Map<string, RE2JS | undefined>();
const KEPT = 500;

function compile(expression: string): RE2JS | undefined {
  if (compiled.has(expression)) return compiled.get(expression);
  if (compiled.size >= KEPT) compiled.clear();
  const made = attempt(expression);
  compiled.set(expression, made);
  return made;
}

function attempt(expression: string): RE2JS | undefined {
  try {
    return RE2JS.compile(expression, RE2JS.DOTALL);
  } catch {
    return undefined;
  }
}
