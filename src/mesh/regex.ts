import { RE2JS } from "re2js";

/** Whether Envoy and Prometheus, whose regular expressions are RE2, take it. */
export function isRe2(expression: string): boolean {
  try {
    RE2JS.compile(expression);
    return true;
  } catch {
    return false;
  }
}
