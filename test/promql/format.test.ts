import { format } from "../../src/promql/format";
import { parse } from "../../src/promql/parse";

function formatted(text: string): string {
  const { expr } = parse(text);
  return expr ? format(expr) : "no expression";
}

const labels = "destination_service_name, destination_service_namespace";

test.each([
  [
    "what fits stays on one line",
    "sum(rate(a_total[5m])) / sum(rate(b_total[5m])) > 0.05",
    "sum(rate(a_total[5m])) / sum(rate(b_total[5m])) > 0.05",
  ],
  [
    "an aggregation breaks at its parentheses",
    `sum by (${labels}) (rate(istio_requests_total{reporter="source"}[5m])) > 10`,
    `sum by (${labels}) (
  rate(istio_requests_total{reporter="source"}[5m])
) > 10`,
  ],
  [
    "operators stand between their operands",
    `sum by (${labels}) (rate(errors_total[5m])) / on () vector(2) / sum by (${labels}) (rate(requests_total[5m]))`,
    `sum by (${labels}) (
  rate(errors_total[5m])
)
/ on () vector(2)
/
sum by (${labels}) (
  rate(requests_total[5m])
)`,
  ],
  [
    "operators of several kinds are set apart by parentheses",
    `(sum by (${labels}) (rate(errors_total[5m])) or 0 * sum by (${labels}) (rate(requests_total[5m]))) / (sum by (${labels}) (rate(requests_total[5m])) > 0) > 0.05 and on (${labels}) sum by (${labels}) (rate(requests_total[5m])) > 1`,
    `(
  (
    sum by (${labels}) (
      rate(errors_total[5m])
    )
    or
    0 * sum by (${labels}) (
      rate(requests_total[5m])
    )
  )
  /
  (
    sum by (${labels}) (
      rate(requests_total[5m])
    ) > 0
  )
) > 0.05
and on (${labels})
sum by (${labels}) (
  rate(requests_total[5m])
) > 1`,
  ],
  [
    "a selector breaks last",
    `rate(istio_request_duration_milliseconds_bucket{reporter="destination",response_code!~"5.."}[5m])`,
    `rate(
  istio_request_duration_milliseconds_bucket{
    reporter="destination",
    response_code!~"5..",
  }[5m]
)`,
  ],
  [
    "the time of a subquery stands behind its parentheses",
    `max_over_time((sum by (pod) (rate(container_cpu_usage_seconds_total[5m])) / sum by (pod) (limits))[30m:1m])`,
    `max_over_time(
  (
    sum by (pod) (rate(container_cpu_usage_seconds_total[5m]))
    / sum by (pod) (limits)
  )[30m:1m]
)`,
  ],
])("%s", (_, text, expected) => {
  expect(formatted(text)).toBe(expected);
  expect(parse(expected).expr).toEqual(parse(text).expr);
});
