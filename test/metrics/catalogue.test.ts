import type { MeshProps } from "../../src/mesh/mesh";
import { describe as describeMesh } from "../../src/mesh/mesh";
import { catalogueOf, standardMetrics } from "../../src/metrics/catalogue";
import { TARGET_LABELS } from "../../src/metrics/define";
import { healthy } from "../../src/proof/healthy";
import { worldOf } from "../../src/proof/mesh-world";

const service = { name: "web-app", image: "x:1", port: 80 };

function mesh(props: Partial<MeshProps> = {}) {
  const { value } = describeMesh({
    name: "shop",
    services: [service],
    ...props,
  });
  if (!value) throw new Error("the mesh is sound");
  return value;
}

const own = (name: string, catalogue = standardMetrics()) =>
  catalogue
    .get(name)
    ?.labels.filter(
      (label) => !TARGET_LABELS.some((target) => target === label),
    );

test("requests carry Istio's 25 labels, TCP 23, gRPC messages 20", () => {
  expect(own("istio_requests_total")).toHaveLength(25);
  expect(own("istio_tcp_sent_bytes_total")).toHaveLength(23);
  expect(own("istio_request_messages_total")).toHaveLength(20);
});

test("no metric is there that no Istio emits", () => {
  expect(standardMetrics().has("pilot_xds_push_errors")).toBe(false);
});

test("every label of the simulated sidecars is in the catalogue, and every metric known", () => {
  const metrics = standardMetrics();
  const world = worldOf(mesh());
  for (const { metric, labels } of healthy(world).filter(({ metric }) =>
    metric.startsWith("istio_re"),
  )) {
    const known =
      metrics.get(metric) ??
      metrics.get(metric.replace(/_(bucket|sum|count)$/, ""));
    expect([metric, known?.name]).not.toContain(undefined);
    const missing = Object.keys(labels).filter(
      (label) => label !== "le" && !known?.labels.includes(label),
    );
    expect([metric, missing]).toEqual([metric, []]);
  }
});

test("custom metrics join", () => {
  const { metrics } = catalogueOf(
    mesh({
      metrics: [
        { name: "orders", type: "counter", value: 1, labels: { shop: "'a'" } },
      ],
    }),
  );
  expect(own("istio_orders", new Map(metrics))).toEqual(["shop"]);
});

test("labels that Telemetry sets join, those that it removes leave, metrics it switches off are gone", () => {
  const { metrics, gone } = catalogueOf(
    mesh({
      telemetry: {
        metrics: [
          {
            metric: "istio_requests_total",
            set: { method: "request.method" },
            remove: ["source_principal"],
          },
          { metric: "istio_request_bytes", disabled: true },
        ],
      },
    }),
  );
  const labels = metrics.get("istio_requests_total")?.labels;
  expect(labels).toContain("method");
  expect(labels).not.toContain("source_principal");
  expect(metrics.has("istio_request_bytes")).toBe(false);
  expect(gone).toEqual([
    {
      metric: "istio_requests_total",
      label: "source_principal",
      where: "mesh shop, telemetry.metrics[0]",
    },
    { metric: "istio_request_bytes", where: "mesh shop, telemetry.metrics[1]" },
  ]);
});
