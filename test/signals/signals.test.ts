import type { Query } from "../../src/promql/build";
import { render } from "../../src/promql/render";
import * as canary from "../../src/signals/canary";
import * as dependencies from "../../src/signals/dependencies";
import { latency, overhead, slowerThan } from "../../src/signals/latency";
import { mtlsShare } from "../../src/signals/mtls";
import * as requests from "../../src/signals/requests";
import * as sidecar from "../../src/signals/sidecar";
import { tcpFailures } from "../../src/signals/tcp";

const web = { namespace: "shop", service: "web-app" };
const both = { ...web, stable: "v1", canary: "v2" };
const BY = "destination_service_name, destination_service_namespace";
const WEB =
  'destination_service_name="web-app",destination_service_namespace="shop"';

/** Each question, as Prometheus is asked it. */
const CASES: readonly (readonly [
  name: string,
  query: Query,
  expected: string,
])[] = [
  [
    "request rate, as clients see it",
    requests.rate(web, "clients"),
    `service:requests:rate5m{${WEB}}`,
  ],
  [
    "request rate at the server",
    requests.rate(web, "server"),
    `sum by (${BY}) (service:istio_requests:rate5m{reporter="destination",${WEB}})`,
  ],
  [
    "error ratio, as clients see it",
    requests.errorRatio(web, "clients"),
    `service:request_failures:rate5m{${WEB}} / (service:requests:rate5m{${WEB}} > 0)`,
  ],
  [
    "success ratio",
    requests.successRatio(web, "clients"),
    `1 - service:request_failures:rate5m{${WEB}} / (service:requests:rate5m{${WEB}} > 0)`,
  ],
  [
    "latency",
    latency(web, 0.95),
    `histogram_quantile(0.95, sum by (le, ${BY}) (service:istio_request_duration_milliseconds_bucket:rate5m{${WEB}}))`,
  ],
  [
    "requests slower than a bucket, as Prometheus 2 and 3 write it",
    slowerThan(web, 500),
    `sum by (${BY}) (service:istio_request_duration_milliseconds_bucket:rate5m{${WEB},le="+Inf"}) - sum by (${BY}) (service:istio_request_duration_milliseconds_bucket:rate5m{${WEB},le=~"500(\\\\.0)?"})`,
  ],
  [
    "TCP failures",
    tcpFailures(web),
    `sum by (${BY}) (service:istio_tcp_connections_closed:rate5m{reporter="source",${WEB},response_flags=~".*(UH|UF|UC|NR|NC).*"})`,
  ],
  [
    "requests between services",
    dependencies.linkRate({ destination_service_name: "web-app" }, "5m"),
    `sum by (source_canonical_service, source_workload_namespace, ${BY}) (rate(istio_requests_total{reporter=~"source|waypoint",destination_service_name="web-app"}[5m]))`,
  ],
  [
    "sidecar memory",
    sidecar.memory("shop"),
    'max by (namespace, pod) (container_memory_working_set_bytes{namespace="shop",container="istio-proxy"})',
  ],
  [
    "sidecar CPU as a share of its limit, classic or native",
    sidecar.cpuUse("shop"),
    'sum by (namespace, pod) (rate(container_cpu_usage_seconds_total{namespace="shop",container="istio-proxy"}[5m])) / (max by (namespace, pod) (kube_pod_container_resource_limits{namespace="shop",container="istio-proxy",resource="cpu"} or kube_pod_init_container_resource_limits{namespace="shop",container="istio-proxy",resource="cpu"}) > 0)',
  ],
];

test.each(CASES)("%s", (_, query, expected) => {
  expect(render(query.expr)).toBe(expected);
});

test("canary against stable: each side's own ratio, never a series divided by itself", () => {
  const text = render(canary.errorIncrease(both).expr);
  expect(text).toContain('destination_version="v2"');
  expect(text).toContain('destination_version="v1"');
  expect(text).not.toContain("by (response_code");
});

test("mTLS is asked at the destination: the source always says unknown", () => {
  expect(render(mtlsShare("shop").expr)).not.toContain('reporter="source"');
});

test("overhead is a difference of means, by service", () => {
  const text = render(overhead("shop").expr);
  expect(text).toContain("_sum:rate5m");
  expect(text).not.toContain("histogram_quantile");
});

test("network bytes are the mesh's own: no counter of a pod's network belongs to istio-proxy", () => {
  expect(render(sidecar.network("shop").expr)).not.toContain("container=");
});
