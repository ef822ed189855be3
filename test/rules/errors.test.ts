import { App } from "cdk8s";
import { Mesh } from "../../src/constructs/mesh";
import type { MeshProps } from "../../src/mesh/mesh";
import { printProblem } from "../../src/problems/print";
import { counter } from "../../src/promql/build";
import { render } from "../../src/synth/render";

function said(props: Partial<MeshProps>): readonly string[] {
  const app = new App();
  new Mesh(app, "shop", {
    name: "shop",
    services: [{ name: "web-app", image: "x:1", port: 80 }],
    ...props,
  });
  return render(app).problems.map(printProblem);
}

const rule = (expr: string, description = "") => ({
  rules: [
    {
      name: "own",
      rules: [{ alert: "Own", expr, annotations: { description } }],
    },
  ],
});

test("a label that Telemetry takes away and a signal needs: both places are named", () => {
  expect(
    said({
      telemetry: {
        metrics: [
          { metric: "istio_requests_total", remove: ["grpc_response_status"] },
        ],
      },
    }),
  ).toEqual([
    "error: mesh shop, recording service:istio_requests:rate5m: needs the label grpc_response_status of istio_requests_total, which mesh shop, telemetry.metrics[0] takes away\n  fix: keep it there, or leave out what needs it",
  ]);
});

test("the same, asked for by a service", () => {
  const [first] = said({
    services: [
      {
        name: "web-app",
        image: "x:1",
        port: 80,
        telemetry: { metrics: [{ remove: ["destination_version"] }] },
      },
    ],
  });
  expect(first).toContain(
    "service web-app, recording service:istio_requests:rate5m: needs the label destination_version of istio_requests_total, which service web-app, telemetry.metrics[0] takes away",
  );
});

test("a label that nothing needs may go", () => {
  expect(
    said({
      telemetry: {
        metrics: [{ remove: ["source_principal", "destination_principal"] }],
      },
    }),
  ).toEqual([]);
});

test.each([
  [
    "a misspelt metric",
    rule("rate(istio_request_total[5m]) > 1"),
    "error: mesh shop, rules[0].rules[0].expr: got the metric istio_request_total, which nothing emits\n  fix: write istio_requests_total",
  ],
  [
    "a rate over a sum",
    rule("rate(sum(istio_requests_total)[5m]) > 1"),
    "error: mesh shop, rules[0].rules[0].expr: got a range of sum(…), expected one of a metric's name or its braces\n  fix: take the range of the metric itself, or make a subquery: (…)[5m:]",
  ],
  [
    "a quantile without le",
    rule(
      "histogram_quantile(0.9, sum(rate(istio_request_duration_milliseconds_bucket[5m])))",
    ),
    "error: mesh shop, rules[0].rules[0].expr: got histogram_quantile of buckets without their label le, of which sum leaves no labels: it gives nothing\n  fix: keep le: sum by (le, …)",
  ],
  [
    "a label in a template that the query drops",
    rule(
      "sum by (reporter) (rate(istio_requests_total[5m])) > 1",
      "{{ $labels.pod }}",
    ),
    "error: mesh shop, rules[0].rules[0].annotations.description: got the label pod, expected one that the query keeps: reporter\n  fix: use one of these, or keep the label in the query",
  ],
])("%s", (_, props, expected) => {
  expect(said(props)).toEqual([expected]);
});

test("a custom metric is known with its labels, and a label that Telemetry adds too", () => {
  const metrics = [
    {
      name: "orders",
      type: "counter" as const,
      value: 1,
      labels: { shop: "'a'" },
    },
  ];
  const telemetry = {
    metrics: [
      {
        metric: "istio_requests_total" as const,
        set: { method: "request.method" },
      },
    ],
  };
  expect(
    said({ metrics, ...rule("sum by (shop) (rate(istio_orders[5m])) > 1") }),
  ).toEqual([]);
  expect(
    said({
      telemetry,
      ...rule("sum by (method) (rate(istio_requests_total[5m])) > 1"),
    }),
  ).toEqual([]);
  expect(
    said({ metrics, ...rule("sum by (store) (rate(istio_orders[5m])) > 1") }),
  ).toHaveLength(1);
});

test("a query that was built is rendered", () => {
  const requests = counter("istio_requests_total", ["reporter"]);
  const built = requests.where({ reporter: "source" }).rate("5m").sum().gt(1);
  expect(
    said({ rules: [{ name: "own", rules: [{ alert: "Own", expr: built }] }] }),
  ).toEqual([]);
});

test("scrapes too rare for the rates", () => {
  expect(said({ monitoring: { interval: "2m" } })).toEqual([
    'error: mesh shop, monitoring.interval: got "2m", expected at most a quarter of 5m, over which all rates are taken\n  fix: scrape more often: "30s"',
  ]);
});

test.each([
  [
    { errorRatio: NaN },
    "error: service web-app, alerts.errorRatio: got NaN, expected a share greater than 0 and less than 1",
  ],
  [
    { errorRatio: 5 },
    "error: service web-app, alerts.errorRatio: got 5, expected a share greater than 0 and less than 1",
  ],
  [
    { minimumRate: -1 },
    "error: service web-app, alerts.minimumRate: got -1, expected a number a second, 0 or more",
  ],
  [
    { latencyP95: "250" },
    'error: service web-app, alerts.latencyP95: got "250", expected a duration such as 500ms, 2s or 1m',
  ],
])("a threshold that is none: %j", (alerts, expected) => {
  const [first] = said({
    services: [{ name: "web-app", image: "x:1", port: 80, alerts }],
  });
  expect(first?.split("\n")[0]).toBe(expected);
});
