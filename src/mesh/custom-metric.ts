import type { Place } from "../problems/place";
import { labelName, metricName } from "./scalars";
import type { Check } from "./shape";
import { isObject, mapOf, oneOf, optional, shape, text } from "./shape";

/** A CEL expression; where client and server see it differently, one for each. */
export type Expression =
  string | { readonly source: string; readonly destination: string };

export interface CustomMetricProps {
  /** Without the prefix: `double_request_count` comes out as `istio_double_request_count`. */
  readonly name: string;
  readonly type: "counter" | "gauge" | "histogram";
  /**
   * What each request adds (counter), sets (gauge) or observes (histogram): a
   * whole number, or a CEL expression that gives one, such as `request.total_size`.
   */
  readonly value: number | string;
  /**
   * Its labels; it has no others.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, Expression>>;
}

export interface CustomMetric {
  /** As Prometheus sees it: `istio_double_request_count`. */
  readonly metric: string;
  readonly name: string;
  readonly type: CustomMetricProps["type"];
  readonly value: string;
  readonly labels: Readonly<
    Record<string, { readonly source: string; readonly destination: string }>
  >;
}

const value: Check = (given, at) => {
  if (
    typeof given === "number"
      ? !Number.isInteger(given) || given < 0
      : typeof given !== "string" || given === ""
  )
    at.wrong(
      given,
      "a whole number or a CEL expression; Envoy's stats know no fractions",
      'write 1 or "request.total_size"',
    );
};

const expression: Check = (given, at) => {
  if (!isObject(given)) return text(given, at);
  shape({ source: text, destination: text })(given, at);
};

export const customMetricCheck = shape<CustomMetricProps>({
  name: metricName,
  type: oneOf("counter", "gauge", "histogram"),
  value,
  labels: optional(mapOf(expression, labelName)),
});

export function describeCustomMetric(
  given: CustomMetricProps,
  at: Place,
): CustomMetric {
  if (given.name.startsWith("istio_"))
    at.at("name").wrong(
      given.name,
      "a name without istio_, which Istio puts before it",
      `write ${given.name.slice("istio_".length)}`,
    );
  return {
    metric: `istio_${given.name}`,
    name: given.name,
    type: given.type,
    value: `${given.value}`,
    labels: Object.fromEntries(
      Object.entries(given.labels ?? {}).map(([label, cel]) => [
        label,
        typeof cel === "string" ? { source: cel, destination: cel } : cel,
      ]),
    ),
  };
}
