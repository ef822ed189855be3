import { stringify } from "yaml";
import { serviceAlerts } from "../../src/alerts/service";
import { describe as describeMesh } from "../../src/mesh/mesh";
import { promtool, testWithPromtool } from "./promtool";

const { value: mesh } = describeMesh({
  name: "shop",
  team: "shop",
  alerts: { runbooks: "https://runbooks.example/" },
  services: [
    { name: "web-app", image: "x:1", port: 8080 },
    { name: "sessions", image: "x:1", port: { port: 6379, protocol: "tcp" } },
  ],
});
const [webApp, sessions] = mesh?.services ?? [];
if (!mesh || !webApp || !sessions) throw new Error("the mesh is sound");
const groups = serviceAlerts(mesh, webApp);

test("a service without HTTP has no alerts on requests", () => {
  expect(serviceAlerts(mesh, sessions)).toEqual([]);
});

test("labels for routing, a runbook by name", () => {
  expect(groups[0]?.rules[0]).toMatchObject({
    alert: "HighErrorRate",
    labels: {
      severity: "critical",
      namespace: "shop",
      service: "web-app",
      team: "shop",
    },
    annotations: { runbook_url: "https://runbooks.example/higherrorrate" },
  });
});

/** Requests a minute to web-app, as both proxies count them. */
function requests(
  perMinute: number,
  labels: string,
  metric = "istio_requests_total",
  reporters = ["source", "destination"],
) {
  return reporters.map((reporter) => ({
    series: `${metric}{reporter="${reporter}",destination_service_name="web-app",destination_service_namespace="shop",pod="p",${labels}}`,
    values: `0+${perMinute}x60`,
  }));
}

const OK = 'response_code="200"';
const bucket = (le: string, perMinute: number) =>
  requests(
    perMinute,
    `le="${le}"`,
    "istio_request_duration_milliseconds_bucket",
    ["destination"],
  );

const CASES: readonly {
  readonly traffic: string;
  readonly series: readonly object[];
  readonly fires: Readonly<Record<string, string>>;
}[] = [
  {
    traffic: "healthy",
    series: [
      ...requests(600, OK),
      ...bucket("1000.0", 600),
      ...bucket("+Inf", 600),
    ],
    fires: {},
  },
  { traffic: "no series at all", series: [], fires: {} },
  {
    traffic: "idle, with an old error",
    series: [...requests(0, OK), ...requests(0, 'response_code="503"')],
    fires: {},
  },
  {
    traffic: "one of two requests an hour fails",
    series: [...requests(0.02, OK), ...requests(0.02, 'response_code="503"')],
    fires: {},
  },
  {
    traffic: "4 % fail",
    series: [...requests(960, OK), ...requests(40, 'response_code="500"')],
    fires: {},
  },
  {
    traffic: "6 % fail",
    series: [...requests(940, OK), ...requests(60, 'response_code="500"')],
    fires: { HighErrorRate: "6%" },
  },
  {
    traffic: "all fail, and none ever succeeded",
    series: requests(600, 'response_code="503"'),
    fires: { HighErrorRate: "100%" },
  },
  {
    traffic: "failures that only the callers' proxies see",
    series: requests(
      600,
      'response_code="503",response_flags="UH"',
      undefined,
      ["source"],
    ),
    fires: { HighErrorRate: "100%" },
  },
  {
    traffic: "gRPC failures on HTTP 200",
    series: [
      ...requests(900, `${OK},grpc_response_status="0"`),
      ...requests(100, `${OK},grpc_response_status="14"`),
    ],
    fires: { HighErrorRate: "10%" },
  },
  {
    traffic: "another service fails",
    series: requests(600, 'response_code="503"').map(({ series, values }) => ({
      series: series.replace("web-app", "cart"),
      values,
    })),
    fires: {},
  },
  {
    traffic: "a tenth takes more than a second",
    series: [
      ...requests(600, OK),
      ...bucket("1000.0", 540),
      ...bucket("2500.0", 600),
      ...bucket("+Inf", 600),
    ],
    fires: { HighLatency: "1750" },
  },
  {
    traffic: "a slow request a minute",
    series: [
      ...requests(1, OK),
      ...bucket("1000.0", 0),
      ...bucket("2500.0", 1),
      ...bucket("+Inf", 1),
    ],
    fires: {},
  },
];

const ANNOTATIONS: Readonly<Record<string, (value: string) => object>> = {
  HighErrorRate: (value) => ({
    summary: "Callers see too many failed requests.",
    description: `${value} of the requests to web-app fail, as its callers see it.`,
    runbook_url: "https://runbooks.example/higherrorrate",
  }),
  HighLatency: (value) => ({
    summary: "Requests take too long.",
    description: `The 95th percentile of web-app is ${value} ms.`,
    runbook_url: "https://runbooks.example/highlatency",
  }),
};

function firing(alert: string, value: string): object {
  return {
    exp_labels: {
      severity: alert === "HighErrorRate" ? "critical" : "warning",
      namespace: "shop",
      service: "web-app",
      team: "shop",
      destination_service_name: "web-app",
      destination_service_namespace: "shop",
    },
    exp_annotations: ANNOTATIONS[alert]?.(value),
  };
}

testWithPromtool.each(CASES)("$traffic => $fires", ({ series, fires }) => {
  const tests = {
    rule_files: ["rules.yaml"],
    tests: [
      {
        interval: "1m",
        input_series: series,
        alert_rule_test: Object.keys(ANNOTATIONS).map((alertname) => ({
          alertname,
          eval_time: "30m",
          exp_alerts: Object.entries(fires)
            .filter(([name]) => name === alertname)
            .map(([name, value]) => firing(name, value)),
        })),
      },
    ],
  };
  const said = promtool(["test", "rules", "tests.yaml"], {
    "rules.yaml": stringify({ groups }),
    "tests.yaml": stringify(tests),
  });
  expect(said).toBe("");
});
