import type { Matcher } from "./ast";
import { matcher } from "./ast";
import { PromqlError } from "./error";
import { isRe2 } from "./regex";

/** What a label must be, other than equal to a text. */
export interface LabelTest {
  readonly op: "!=" | "=~" | "!~";
  readonly value: string;
}

/** A text that a label must equal, or a test made by `re`, `notRe` or `not`. */
export type LabelValue = string | LabelTest;

/**
 * The label matches the whole of a regular expression (RE2).
 *
 *     requests.where({ response_code: re("5..") }) => istio_requests_total{response_code=~"5.."}
 */
export function re(expression: string): LabelTest {
  return { op: "=~", value: checked(expression) };
}

/**
 * The label does not match the regular expression (RE2).
 *
 *     requests.where({ response_code: notRe("2..") }) => istio_requests_total{response_code!~"2.."}
 */
export function notRe(expression: string): LabelTest {
  return { op: "!~", value: checked(expression) };
}

/**
 * The label is anything but the text.
 *
 *     requests.where({ reporter: not("source") }) => istio_requests_total{reporter!="source"}
 */
export function not(value: string): LabelTest {
  return { op: "!=", value };
}

const special = /[\\.+*?()|[\]{}^$]/g;

/**
 * The label is one of the texts, each taken as it is.
 *
 *     requests.where({ reporter: oneOf("source", "waypoint") }) => istio_requests_total{reporter=~"source|waypoint"}
 */
export function oneOf(...values: readonly string[]): LabelTest {
  return {
    op: "=~",
    value: values.map((one) => one.replace(special, "\\$&")).join("|"),
  };
}

/** The matchers of a `where`; a label given as undefined is left out. */
export function matchersOf(
  where: Readonly<Record<string, LabelValue | undefined>>,
): readonly Matcher[] {
  return Object.entries(where).flatMap(([label, test]) => {
    if (test === undefined) return [];
    checkLabel(label);
    return typeof test === "string"
      ? [matcher(label, "=", test)]
      : [matcher(label, test.op, test.value)];
  });
}

/** Refuses what can be no label's name. */
export function checkLabel(label: string): void {
  if (label === "" || label === "__name__")
    throw new PromqlError(
      `the label ${JSON.stringify(label)}`,
      "a label's name",
      "name the label; a metric's name is given where the metric is made",
    );
}

function checked(expression: string): string {
  if (isRe2(expression)) return expression;
  throw new PromqlError(
    `the regular expression ${JSON.stringify(expression)}`,
    "one in RE2's syntax, which Prometheus takes",
    "mend the expression; RE2 knows no look-ahead and no back-references",
  );
}
