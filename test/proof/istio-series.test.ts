import type { Flow } from "../../src/proof/flow";
import { le } from "../../src/proof/histogram";
import { seriesOf } from "../../src/proof/istio-series";
import { flow, only } from "./world";

const TARGET = ["namespace", "pod", "container", "job", "instance"];

const of = (change: Partial<Flow>) => seriesOf({ ...flow, ...change });
const at = (reporter: string, change: Partial<Flow> = {}) =>
  only(
    of(change),
    change.protocol === "tcp"
      ? "istio_tcp_connections_opened_total"
      : "istio_requests_total",
    { reporter },
  ).labels;

function istioLabels(labels: Readonly<Record<string, string>>) {
  return Object.keys(labels).filter((label) => !TARGET.includes(label));
}

test("a request carries Istio's 25 labels and those of the scraped pod", () => {
  expect(istioLabels(at("source"))).toHaveLength(25);
  expect(at("destination")).toEqual({
    reporter: "destination",
    source_workload: "client",
    source_workload_namespace: "shop",
    source_principal: "spiffe://cluster.local/ns/shop/sa/client",
    source_app: "client",
    source_version: "v1",
    source_canonical_service: "client",
    source_canonical_revision: "v1",
    source_cluster: "Kubernetes",
    destination_workload: "web-app-v1",
    destination_workload_namespace: "shop",
    destination_principal: "spiffe://cluster.local/ns/shop/sa/web-app",
    destination_app: "web-app",
    destination_version: "v1",
    destination_canonical_service: "web-app",
    destination_canonical_revision: "v1",
    destination_cluster: "Kubernetes",
    destination_service: "web-app.shop.svc.cluster.local",
    destination_service_name: "web-app",
    destination_service_namespace: "shop",
    request_protocol: "http",
    response_flags: "-",
    connection_security_policy: "mutual_tls",
    response_code: "200",
    grpc_response_status: "",
    namespace: "shop",
    pod: "web-app-v1-1",
    container: "istio-proxy",
    job: "shop/istio-proxies",
    instance: "web-app-v1-1:15020",
  });
});

test("each proxy reports from its own pod; the source knows no security policy", () => {
  expect(at("source")).toMatchObject({
    pod: "client-1",
    connection_security_policy: "unknown",
  });
});

test("TCP has neither a response code nor a gRPC status", () => {
  const labels = istioLabels(at("source", { protocol: "tcp" }));
  expect(labels).toHaveLength(23);
  expect(labels).not.toContain("response_code");
});

test("gRPC messages are counted before there is a code, flags or a policy", () => {
  const series = of({ protocol: "grpc" });
  const messages = only(series, "istio_request_messages_total", {
    reporter: "source",
  });
  expect(istioLabels(messages.labels)).toHaveLength(20);
  expect(messages.labels).not.toHaveProperty("response_code");
});

test("gRPC rides on HTTP 200", () => {
  expect(at("source", { protocol: "grpc", grpcStatus: "14" })).toMatchObject({
    request_protocol: "grpc",
    response_code: "200",
    grpc_response_status: "14",
  });
});

/** What the client's proxy tells of the server, by how far the request got. */
test.each([
  {
    flags: "UH",
    why: "no endpoint was picked",
    workload: "unknown",
    principal: "unknown",
    namespace: "shop",
    revision: "latest",
    seenBy: ["source"],
  },
  {
    flags: "UF",
    why: "istiod names the endpoint's workload, but neither app nor version",
    workload: "web-app-v1",
    principal: "unknown",
    namespace: "shop",
    revision: "v1",
    seenBy: ["source"],
  },
  {
    flags: "NR",
    why: "without a route there is not even a service",
    workload: "unknown",
    principal: "unknown",
    namespace: "unknown",
    revision: "latest",
    seenBy: ["source"],
  },
  {
    flags: "DC",
    why: "the certificates were exchanged, but no answer came",
    workload: "web-app-v1",
    principal: "spiffe://cluster.local/ns/shop/sa/web-app",
    namespace: "shop",
    revision: "v1",
    seenBy: ["source", "destination"],
  },
])(
  "$flags: $why",
  ({ flags, workload, principal, namespace, revision, seenBy }) => {
    const failed = { code: "503", flags };
    expect(new Set(of(failed).map(({ labels }) => labels["reporter"]))).toEqual(
      new Set(seenBy),
    );
    expect(at("source", failed)).toMatchObject({
      destination_workload: workload,
      destination_principal: principal,
      destination_app: "unknown",
      destination_version: "unknown",
      destination_canonical_revision: revision,
      destination_service_name: "web-app",
      destination_service_namespace: namespace,
    });
  },
);

test("a plaintext client has no proxy: the server counts alone, and knows nobody", () => {
  const series = of({ plaintext: true });
  expect(series.every(({ labels }) => labels["reporter"] !== "source")).toBe(
    true,
  );
  expect(at("destination", { plaintext: true })).toMatchObject({
    source_workload: "unknown",
    source_principal: "unknown",
    source_canonical_revision: "latest",
    destination_workload: "web-app-v1",
    destination_principal: "unknown",
    connection_security_policy: "none",
  });
});

test("a server without a sidecar is known by its endpoint alone", () => {
  expect(at("source", { seenBy: ["source"] })).toMatchObject({
    destination_workload: "web-app-v1",
    destination_version: "unknown",
    destination_principal: "unknown",
  });
});

test("the metrics of a flow, as often as each is there", () => {
  const counts = (change: Partial<Flow>) => {
    const all: Record<string, number> = {};
    for (const { metric } of of(change)) all[metric] = (all[metric] ?? 0) + 1;
    return all;
  };
  expect(counts({ protocol: "grpc" })).toEqual({
    istio_requests_total: 2,
    istio_request_duration_milliseconds_bucket: 40,
    istio_request_duration_milliseconds_sum: 2,
    istio_request_duration_milliseconds_count: 2,
    istio_request_bytes_sum: 2,
    istio_request_bytes_count: 2,
    istio_response_bytes_sum: 2,
    istio_response_bytes_count: 2,
    istio_request_messages_total: 2,
    istio_response_messages_total: 2,
  });
  expect(counts({ protocol: "tcp" })).toEqual({
    istio_tcp_connections_opened_total: 2,
    istio_tcp_connections_closed_total: 2,
    istio_tcp_received_bytes_total: 2,
    istio_tcp_sent_bytes_total: 2,
  });
});

test("buckets are cumulative, and bounded as Prometheus 3 writes them", () => {
  const buckets = seriesOf(flow)
    .filter(({ metric, labels }) =>
      [metric, labels["reporter"]].join().endsWith("_bucket,destination"),
    )
    .map(({ labels, perSecond }) => `${labels["le"]}: ${perSecond}`);
  expect(buckets.slice(2, 6)).toEqual([
    "5.0: 0",
    "10.0: 0",
    "25.0: 20",
    "50.0: 20",
  ]);
  expect([0.5, 250, 600_000, 1_800_000, Infinity].map(le)).toEqual([
    "0.5",
    "250.0",
    "600000.0",
    "1.8e+06",
    "+Inf",
  ]);
});
