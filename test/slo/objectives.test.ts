import { describeService } from "../../src/mesh/service";
import type { ServiceProps } from "../../src/mesh/service";
import { printProblem } from "../../src/problems/print";
import { render } from "../../src/promql/render";
import { budget, times } from "../../src/slo/decimal";
import { objectivesOf } from "../../src/slo/objectives";
import { objectiveRecordings } from "../../src/slo/recordings";
import type { ObjectiveSubject } from "../../src/slo/alerts";
import { burnAlerts } from "../../src/slo/alerts";
import { burns, lowestObjective, windows } from "../../src/slo/windows";

test.each([
  [99.9, 0.001],
  [99.99, 0.0001],
  [99.95, 0.0005],
  [99.999, 0.00001],
  [95, 0.05],
  [99, 0.01],
])("budget of %d %% => %d, exactly", (percent, expected) => {
  expect(budget(percent)).toBe(expected);
});

test.each([
  [0.001, 14.4, 0.0144],
  [0.0005, 14.4, 0.0072],
  [0.00001, 14.4, 0.000144],
  [0.05, 6, 0.3],
])("%d × %d => %d, exactly", (a, b, expected) => {
  expect(times(a, b)).toBe(expected);
});

test.each([
  ["7d", ["1m10s", "7m", "14m", "28m", "1h24m", "5h36m", "16h48m"]],
  ["28d", ["4m40s", "28m", "56m", "1h52m", "5h36m", "22h24m", "2d19h12m"]],
  ["30d", ["5m", "30m", "1h", "2h", "6h", "1d", "3d"]],
  ["90d", ["15m", "1h30m", "3h", "6h", "18h", "3d", "9d"]],
] as const)("windows of %s => %j", (period, expected) => {
  expect(windows(period)).toEqual(expected);
});

test.each(["7d", "28d", "30d", "90d"] as const)(
  "over %s a factor is budget × period / long window, so the factors stay",
  (period) => {
    expect(burns(period).map(({ factor }) => factor)).toEqual([14.4, 6, 3, 1]);
  },
);

function slo(props: Partial<ServiceProps>, interval = "15s") {
  const { value } = describeService({
    name: "web-app",
    image: "x:1",
    port: 80,
    ...props,
  });
  if (!value) throw new Error("the service is sound");
  return objectivesOf(value, interval);
}

const said = (props: Partial<ServiceProps>, interval?: string) =>
  slo(props, interval).problems.map(printProblem);

test("an objective that can never fire is refused", () => {
  expect(lowestObjective()).toBeCloseTo(93.0556, 4);
  expect(said({ slo: { availability: 93.05 } })).toEqual([
    "error: service web-app, slo.availability: got an objective of 93.05 %, expected more than 93.06 %: at 14.4 times its budget, more than all requests would have to fail, and the fastest alert could never fire\n  fix: promise more, or use the threshold alerts alone",
  ]);
  expect(said({ slo: { availability: 93.06 } })).toEqual([]);
  expect(said({ slo: { latency: { p90: "500ms" } } })).toHaveLength(1);
});

test("a latency that is no bucket is refused, unless the buckets are one's own", () => {
  expect(said({ slo: { latency: { p95: "300ms" } } })).toEqual([
    'error: service web-app, slo.latency.p95: got "300ms", expected one of the histogram\'s buckets, in ms: 0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 30000, 60000, 300000, 600000, 1800000, 3600000\n  fix: write "250ms", or set sidecar.histogramBuckets',
  ]);
  expect(
    said({
      slo: { latency: { p95: "300ms" } },
      sidecar: { histogramBuckets: [100, 300, 900] },
    }),
  ).toEqual([]);
});

test("windows shorter than four scrapes are refused", () => {
  expect(said({ slo: { availability: 99.9, period: "7d" } }, "30s")).toEqual([
    "error: service web-app, slo.period: got 7d, whose shortest window is 1m10s, expected at least 120s: 4 scrapes of 30s\n  fix: promise over a longer period, or scrape more often",
  ]);
  expect(said({ slo: { availability: 99.9, period: "7d" } }, "15s")).toEqual(
    [],
  );
});

test("percentiles are objectives: p95 promises 95 %, p999 99.9 %", () => {
  const { value = [] } = slo({
    slo: { availability: 99.95, latency: { p95: "500ms", p999: "2.5s" } },
  });
  expect(value).toEqual([
    {
      name: "availability",
      percent: 99.95,
      budget: 0.0005,
      period: "30d",
      page: true,
    },
    {
      name: "latency-p95",
      percent: 95,
      budget: 0.05,
      period: "30d",
      page: true,
      milliseconds: 500,
    },
    {
      name: "latency-p999",
      percent: 99.9,
      budget: 0.001,
      period: "30d",
      page: true,
      milliseconds: 2500,
    },
  ]);
});

describe("recordings", () => {
  const target = { namespace: "shop", service: "web-app" };
  const of = (period: "7d" | "30d", name: string) => {
    const [objective] =
      slo({ slo: { availability: 99.9, period } }).value ?? [];
    if (!objective) throw new Error("there is one");
    const { quick, slow } = objectiveRecordings(target, objective);
    const rule = [...quick, ...slow].find(({ record }) => record === name);
    return rule && render(rule.query.expr);
  };
  const mine =
    '{slo="availability",service="web-app",destination_service_namespace="shop"}';

  test.each([
    [
      "slo:errors:ratio_rate5m",
      `slo:errors:rate5m${mine} / (slo:requests:rate5m${mine} > 0)`,
    ],
    [
      "slo:errors:ratio_rate1h",
      `sum_over_time(slo:errors:rate5m${mine}[1h]) / (sum_over_time(slo:requests:rate5m${mine}[1h]) > 0)`,
    ],
    [
      "slo:errors:ratio_rate3d",
      `sum_over_time(slo:errors:rate5m${mine}[3d:5m]) / (sum_over_time(slo:requests:rate5m${mine}[3d:5m]) > 0)`,
    ],
    [
      "slo:error_budget:remaining",
      `1 - sum_over_time(slo:errors:rate1h${mine}[30d:1h]) / (sum_over_time(slo:requests:rate1h${mine}[30d:1h]) > 0) / 0.001`,
    ],
  ])("%s", (name, expected) => {
    expect(of("30d", name)).toBe(expected);
  });

  test("a window shorter than the recorded five minutes is read raw", () => {
    expect(of("7d", "slo:errors:ratio_rate1m10s")).toContain(
      "rate(istio_requests_total{",
    );
  });
});

test("without page, even the fastest burn makes a ticket", () => {
  const severities = (page?: boolean) => {
    const [objective] =
      slo({ slo: { availability: 99.9, ...(page !== undefined && { page }) } })
        .value ?? [];
    if (!objective) throw new Error("the objective is sound");
    return burnAlerts(objective).map(({ severity }) =>
      typeof severity === "function"
        ? severity({ objective } as ObjectiveSubject)
        : severity,
    );
  };
  expect(severities()).toEqual(["critical", "critical", "warning", "warning"]);
  expect(severities(false)).toEqual(Array(4).fill("warning"));
});
