import { alertYaml, recordYaml } from "../../../src/checks/promql/example";
import { regexpParts } from "../../../src/checks/promql/regexp-parts";
import { said } from "./read";

const ids = (text: string): string[] => [
  ...new Set(said(text).map((one) => one.replace(/: .*/s, ""))),
];

test.each([
  ["sum(foo / (bar > 0))", []],
  ["sum(foo / (0 < bar))", []],
  ["sum(foo / (bar > -1))", ["promql/nan"]],
  ["1 / sum(bar)", []],
  ["sum(1 / sum(bar))", ["promql/nan"]],
  ["vector(1) > 2", ["promql/impossible"]],
  ['foo{a=~"[a-z]*"}', []],
  ['foo{a=~"x-.*-y"}', ["promql/regexp"]],
  ['foo{a=~"^x"}', ["promql/regexp"]],
  ['foo{a=~"5.*"}', []],
  ["sum by (app) (rate(istio_requests_total{reporter='source'}[5m]))", []],
  [
    "sum by (destination_servce) (rate(istio_requests_total{reporter='source'}[5m]))",
    ["promql/series"],
  ],
  ["sum(rate(istio_requests_total[5m])) == 0", []],
  ["sum by (reporter) (rate(istio_requests_total[5m]))", []],
])("%s: %j", (expr, expected) => {
  expect(ids(recordYaml(expr))).toEqual(expected);
});

test.each([
  ["vector(1)", ["alerts/comparison"]],
  ["absent(up)", []],
  ["up == 0 or vector(1)", ["alerts/comparison"]],
  ["up unless foo", []],
  ["rate(errors[5m]) > bool 1", ["alerts/comparison"]],
])("an alert on %s: %j", (expr, expected) => {
  expect(ids(alertYaml(expr))).toEqual(expected);
});

test("a label that a Telemetry removes is missed", () => {
  const telemetry = `apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: mesh, namespace: istio-system }
spec:
  metrics:
    - overrides:
        - match: { metric: REQUEST_COUNT }
          tagOverrides: { response_flags: { operation: REMOVE } }
---
`;
  expect(
    said(
      telemetry +
        recordYaml(
          "sum by (response_flags) (rate(istio_requests_total{reporter='source'}[5m]))",
        ),
    ),
  ).toEqual([
    "promql/series: recording shop:result:sum: needs the label response_flags of istio_requests_total, which Telemetry istio-system/mesh takes away",
  ]);
});

test("a regular expression's outline", () => {
  expect(regexpParts("a[.]b(?:c.*)$").map(({ kind }) => kind)).toEqual([
    "literal",
    "loop",
    "end",
  ]);
  expect(regexpParts("a|b")).toEqual([{ kind: "other" }]);
});

test("long and deep queries take no time", () => {
  const sum = Array.from({ length: 2000 }, (_, i) => `m${i}`).join(" + ");
  const deep = "(a or b) + (".repeat(60) + "c" + ")".repeat(60);
  const numbers = Array.from({ length: 40 }, () => "scalar(a or b)");
  const start = performance.now();
  said(recordYaml(sum));
  said(recordYaml(deep));
  said(recordYaml(numbers.join(" + ")));
  expect(performance.now() - start).toBeLessThan(3000);
});

test("a rate takes at least two scrapes, where monitors say how often they are", () => {
  const monitor = (interval: string): string =>
    `apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: mesh }
spec: { podMetricsEndpoints: [{ interval: ${interval} }] }
---
`;
  const record = recordYaml("rate(requests_total[1m])");
  expect(said(monitor("30s") + record)).toEqual([]);
  expect(said(monitor("60s") + record)).toEqual([
    "promql/rate: recording shop:result:sum: got rate over 1m, expected at least two scrapes, which are 60s apart",
  ]);
});

test("a part that is dead beside one that lives is no finding", () => {
  expect(ids(alertYaml("(sum(errors) or vector(0)) > 5"))).toEqual([]);
});
