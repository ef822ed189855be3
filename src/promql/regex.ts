import { RE2JS } from "re2js";

/** Whether Prometheus, whose regular expressions are RE2, takes it. */
export function isRe2(expression: string): boolean {
  return compile(expression) !== undefined;
}

/** Whether the whole of a text matches, as a label's value is matched. */
export function matchesWhole(expression: string, text: string): boolean {
  return compile(expression)?.matches(text) ?? false;
}

function compile(expression: string): RE2JS | undefined {
  try {
    return RE2JS.compile(expression, RE2JS.DOTALL);
  } catch {
    return undefined;
  }
}
