import { typeOf } from "./check";
import { PromqlError } from "./error";
import { Instant } from "./instant";
import { parse } from "./parse";

/**
 * Text of PromQL as a vector, with the labels that its author says it carries.
 *
 *     raw("sum by (pod) (up)", ["pod"]).gt(0) => sum by (pod) (up) > 0
 */
export function raw<const L extends string>(
  text: string,
  labels: readonly L[],
): Instant<L> {
  const { expr, problems } = parse(text, { variables: true });
  const [problem] = problems;
  if (!expr)
    throw new PromqlError(
      `${JSON.stringify(text)}, which is no PromQL: ${problem?.message ?? ""}`,
      `an instant vector with the labels ${labels.join(", ") || "none"}`,
      problem?.fix ?? "mend the text",
    );
  const type = typeOf(expr);
  if (type !== "vector")
    throw new PromqlError(
      `${JSON.stringify(text)}, a ${type}`,
      "an instant vector",
      "write a query that gives series, each with one value",
    );
  return new Instant(expr);
}
