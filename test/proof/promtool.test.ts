import { scenarioOf, allWell } from "../../src/proof/scenario";
import { testFile, testFileText } from "../../src/proof/promtool";
import { promtool, testWithPromtool } from "../promtool";
import { world } from "./world";

/** What PromQL makes of ten healthy minutes and twenty with a fault, at the end. */
const of = (fault: string, expr: string, value: number | undefined) =>
  [fault, expr, value] as const;

const WEB = 'destination_service_name="web-app"';
const rate = (matchers: string, metric = "istio_requests_total") =>
  `sum(rate(${metric}{${matchers}}[5m]))`;
const SERVER = `reporter="destination",${WEB}`;
const CLIENTS = `reporter="source",${WEB}`;
const errorShare = (matchers: string) =>
  `${rate(`${matchers},response_code=~"5.."`)} / ${rate(matchers)}`;
const p95 = (matchers: string) =>
  `histogram_quantile(0.95, sum by (le) (rate(istio_request_duration_milliseconds_bucket{${matchers}}[5m])))`;

const CASES = [
  // The article's rate names no reporter, and counts each request twice.
  of("healthy", rate(WEB), 40),
  of("healthy", rate(SERVER), 20),
  of("healthy", p95(SERVER), 24.25),
  of("healthy", rate(`${SERVER},destination_version="v2"`), 2),
  of("healthy", 'sum(up{job="shop/istio-proxies"})', 5),

  of("web-app:errors=20%", errorShare(SERVER), 0.2),
  of("web-app:errors=20%", errorShare(CLIENTS), 0.2),
  of("web-app:client-errors-only", errorShare(CLIENTS), 0.5),
  of("web-app:client-errors-only", errorShare(SERVER), undefined),
  of(
    "cart:errors=20%",
    `sum(rate(istio_requests_total{response_code=~"5.."}[5m]))`,
    undefined,
  ),
  of(
    "cart:grpc-errors=20%",
    rate('reporter="source",grpc_response_status="14"'),
    4,
  ),
  of("web-app:hang-ups=10%", rate(`${SERVER},response_code="0"`), 2),
  of("web-app:latency=2s", p95(SERVER), 2125),
  of(
    "web-app:proxy-overhead=50ms",
    ["source", "destination"]
      .map((reporter) => {
        const of = `reporter="${reporter}",${WEB}`;
        const name = "istio_request_duration_milliseconds";
        return `${rate(of, `${name}_sum`)} / ${rate(of, `${name}_count`)}`;
      })
      .join(" - "),
    50,
  ),
  of("web-app:no-traffic", rate(SERVER), 0),
  of("web-app:series-gone", rate(WEB), undefined),
  of("telemetry-lost", "sum(istio_requests_total)", undefined),
  of("telemetry-lost", 'sum(up{job="shop/istio-proxies"})', 5),
  of("counter-reset", rate(SERVER), 20),
  of("fresh-mesh", "sum(istio_requests_total)", undefined),
  of("idle", rate(SERVER), 0),
  of("scrape-down=40%", 'sum(up{job="shop/istio-proxies"})', 3),

  // At the source the policy is always unknown, so the naive share is 1.
  of(
    "web-app:plaintext=20%",
    `${rate(`${SERVER},connection_security_policy="mutual_tls"`)} / ${rate(SERVER)}`,
    0.8,
  ),
  of(
    "sessions:plaintext-tcp=20%",
    rate(
      'connection_security_policy="none"',
      "istio_tcp_connections_opened_total",
    ),
    1,
  ),
  of(
    "sessions:tcp-failures=20%",
    rate('response_flags="UF"', "istio_tcp_connections_closed_total"),
    1,
  ),

  of(
    "web-app:canary-errors=20%",
    errorShare(`${SERVER},destination_version="v2"`),
    0.2,
  ),
  of(
    "web-app:canary-errors=20%",
    errorShare(`${SERVER},destination_version="v1"`),
    undefined,
  ),
  of(
    "web-app:canary-latency=400ms",
    p95(`${SERVER},destination_version="v2"`),
    487.5,
  ),
  of(
    "web-app:canary-without-endpoint",
    rate(`${CLIENTS},response_flags="UH",destination_version="unknown"`),
    2,
  ),
  of(
    "web-app:canary-without-endpoint",
    rate(`${SERVER},destination_version="v2"`),
    0,
  ),
  of(
    "web-app:canary-weight-drift=30%",
    `${rate(`${SERVER},destination_version="v2"`)} / ${rate(SERVER)}`,
    0.3,
  ),

  of(
    "web-app:sidecar-memory=95%",
    'max(container_memory_working_set_bytes{container="istio-proxy"} / on (namespace, pod) kube_pod_init_container_resource_limits{container="istio-proxy",resource="memory"})',
    0.95,
  ),
  of(
    "web-app:sidecar-throttled=50%",
    "max(rate(container_cpu_cfs_throttled_periods_total[5m]) / rate(container_cpu_cfs_periods_total[5m]))",
    0.5,
  ),
  of(
    "web-app:sidecar-restarts=6",
    'sum(increase(kube_pod_init_container_status_restarts_total{pod="web-app-v1-1"}[15m]))',
    6,
  ),
  of(
    "web-app:pod-without-sidecar",
    'count(kube_pod_status_phase{phase="Running",namespace="shop"} == 1 unless on (pod) ({__name__=~"kube_pod_(init_)?container_status_running",container="istio-proxy"} == 1))',
    1,
  ),
  of("istiod-down", 'absent(istio_build{component="pilot"})', 1),
  of("xds-rejects", "sum(increase(pilot_total_xds_rejects[10m]))", 30),
  of(
    "slow-convergence=25s",
    "histogram_quantile(0.5, sum by (le) (rate(pilot_proxy_convergence_time_bucket[5m])))",
    25,
  ),
  of(
    "root-cert-expiring=10d",
    "(min(citadel_server_root_cert_expiry_timestamp) - time()) / 86400",
    9.979,
  ),
  of(
    "web-app:workload-cert-stale",
    "min(istio_agent_cert_expiry_seconds)",
    1800,
  ),
];

const scenario = (fault: string) =>
  fault === "healthy"
    ? allWell(world, 30)
    : scenarioOf(world, fault, { before: 10, during: 20 });

testWithPromtool.each(CASES)("%s: %s => %p", (fault, expr, value) => {
  const labels = expr.startsWith("absent") ? { component: "pilot" } : {};
  const text = testFileText({
    scenario: scenario(fault),
    rules: "rules.yaml",
    expect: [
      {
        at: 30,
        expr: `round(${expr}, 0.001)`,
        gives: value === undefined ? [] : [{ labels, value }],
      },
    ],
  });
  expect(
    promtool(["test", "rules", "test.yaml"], {
      "rules.yaml": "groups: []",
      "test.yaml": text,
    }),
  ).toBe("");
});

const RULES = `
groups:
  - name: test
    rules:
      - alert: Errors
        expr: sum by (destination_service_name) (rate(istio_requests_total{reporter="source",response_code=~"5.."}[5m])) > 1
        labels: { severity: critical, namespace: shop, service: web-app }
      - alert: Down
        expr: up{job="shop/istio-proxies"} == 0
        labels: { severity: warning }
`;

/** Two faults; what is named of what fires, and what promtool says of it. */
function firing(...named: string[]): string {
  const alerts = {
    Errors: {
      alertname: "Errors",
      severity: "critical",
      namespace: "shop",
      service: "web-app",
    },
    Down: {
      alertname: "Down",
      severity: "warning",
      namespace: "shop",
      count: 2,
    },
  };
  return promtool(["test", "rules", "test.yaml"], {
    "rules.yaml": RULES,
    "test.yaml": testFileText({
      scenario: scenario("web-app:errors,scrape-down=40%"),
      rules: "rules.yaml",
      expect: [
        { at: 10, firing: [] },
        {
          at: 25,
          firing: Object.values(alerts).filter(({ alertname }) =>
            named.includes(alertname),
          ),
        },
      ],
    }),
  });
}

testWithPromtool("all that fires is named, or the test fails", () => {
  expect(firing("Errors", "Down")).toBe("");
  expect(firing("Errors")).toContain('alertname="Down"');
  expect(firing("Down")).toContain('alertname="Errors"');
});

test("a test file says what happens before it plays it", () => {
  const text = testFileText({
    scenario: scenario("web-app:errors=20%"),
    rules: "shop.rules.yaml",
    expect: [{ at: 5, firing: [] }],
  });
  expect(text.split("\n").slice(0, 7)).toEqual([
    "# 20% of the requests to web-app fail at the server.",
    "rule_files:",
    "  - shop.rules.yaml",
    "evaluation_interval: 1m",
    "tests:",
    "  - interval: 1m",
    "    input_series:",
  ]);
});

test("nothing is expected of a time that is not played: it would always hold", () => {
  expect(() =>
    testFile({
      scenario: allWell(world, 30),
      rules: "x",
      expect: [{ at: 31, firing: [] }],
    }),
  ).toThrow("got an expectation at minute 31, but the scenario lasts 30");
});
