import {
  dashboardYaml,
  panelOf,
  variable,
} from "../../../src/checks/dashboards/example";
import { recordYaml } from "../../../src/checks/promql/example";
import { PROMQL_CHECKS } from "../../../src/checks/promql/list";
import { said } from "./said";

const inPanel = (expr: string) =>
  said(dashboardYaml([panelOf(expr)]), PROMQL_CHECKS);
const inVariable = (query: string) =>
  said(dashboardYaml([], [variable("a", query)]), PROMQL_CHECKS);

test.each([
  [
    "sum(rate(istio_requests_total[$__rate_interval]))",
    'istio/double-count: panel "Requests": got sum of istio_requests_total over both reporters, which counts each request twice',
  ],
  [
    'rate(istio_request_total{app="$app"}[$__rate_interval])',
    'promql/series: panel "Requests": got the metric istio_request_total, which nothing emits',
  ],
  [
    'a{app=~"cart", b=~"$b"}',
    'promql/regexp: panel "Requests": got app=~"cart", which matches one text only',
  ],
  [
    'sum(a / b{job="$job"})',
    'promql/nan: panel "Requests": got sum of a division by b{job="$job"}, which gives NaN or Inf where that is zero',
  ],
  [
    "rate(container_memory_working_set_bytes[$__rate_interval])",
    'promql/rate: panel "Requests": got rate of container_memory_working_set_bytes, a gauge: each fall is taken for a restart',
  ],
  [
    "sum by (job) (sum by (pod) (a))",
    'promql/impossible: panel "Requests": got the label job, but sum by leaves pod',
  ],
  [
    'sum(a) / sum by (pod) (b{pod="x"})',
    'promql/vector_matching: panel "Requests": got / between two sides of which the left has no label pod, so that no series has a partner',
  ],
  [
    'sum by (reporter) (rate(istio_request_duration_milliseconds_bucket{le="300"}[$__rate_interval]))',
    'istio/bucket: panel "Requests": got le="300", expected a bucket of istio_request_duration_milliseconds',
  ],
  [
    "container_cpu_usage_seconds_total > 100",
    'promql/counter: panel "Requests": got the count of container_cpu_usage_seconds_total since its process started, compared with a number',
  ],
])("a panel's query is judged as a rule's: %s", (expr, expected) => {
  expect(inPanel(expr)).toEqual([expected]);
});

test.each([
  'a{job=~"$job", pod=~"${pod:regex}"}',
  "sum by ($by) (sum by ($other) (a))",
  "sum(a / $divisor)",
  'istio_request_duration_milliseconds_bucket{le="$le"}',
  'sum(rate(istio_requests_total{reporter=~"$reporter"}[$__rate_interval]))',
  "rate(a[$__interval])",
  "sum by (reporter) (rate(istio_requests_total[5m])) or sum by (reporter) (rate(istio_request_total[5m]))",
])("of the values of variables nothing is said: %s", (expr) => {
  expect(inPanel(expr)).toEqual([]);
});

test.each([
  ["label_values(istio_request_total, app)", ["promql/series"]],
  ['query_result(a{b=~"c"})', ["promql/regexp"]],
  ["query_result(sum by (app) (istio_requests_total))", []],
  ["query_result(container_cpu_usage_seconds_total > 100)", []],
  ["metrics(istio_.*)", []],
  ["label_names()", []],
])("of a variable's query only the labels count: %s", (query, checks) => {
  expect(inVariable(query).map((one) => one.replace(/: .*/s, ""))).toEqual(
    checks,
  );
});

test("a panel reads recordings that are recorded", () => {
  const rules = recordYaml("sum(errors)", "shop:errors:rate5m");
  const panels = dashboardYaml([panelOf("shop:errors:rate1h")]);
  expect(said(`${rules}---\n${panels}`, PROMQL_CHECKS)).toEqual([
    'rule/dependency: panel "Requests": got shop:errors:rate1h, which no rule records beside shop:errors:rate5m',
  ]);
});

test("queries to others than Prometheus are left alone", () => {
  const ask = (datasource: unknown) =>
    said(
      dashboardYaml([
        panelOf("", {
          datasource,
          targets: [{ expr: "sum(rate(istio_requests_total[5m]))" }],
        }),
      ]),
      PROMQL_CHECKS,
    ).length;
  expect(ask({ type: "loki", uid: "x" })).toBe(0);
  expect(ask({ type: "cloudwatch", uid: "x" })).toBe(0);
  expect(ask("Loki")).toBe(0);
  expect(ask({ type: "prometheus", uid: "x" })).toBe(1);
  expect(ask(null)).toBe(1);
});
