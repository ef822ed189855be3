import { App, Chart, Testing } from "cdk8s";
import * as plus from "cdk8s-plus-27";
import { AlertGroups } from "../../src/constructs/alert-group";
import { CustomMetric } from "../../src/constructs/custom-metric";
import { SidecarDeployment } from "../../src/constructs/deployment";
import { joinMesh } from "../../src/constructs/join-mesh";
import { MeshNamespace } from "../../src/constructs/namespace";
import { Scraping } from "../../src/constructs/scraping";
import { Telemetry } from "../../src/constructs/telemetry";
import { peer } from "../../src/mesh/peer";
import { render } from "../../src/synth/render";
import type { Manifest } from "../manifest";
import { find, rendered } from "../manifest";

describe("MeshNamespace", () => {
  const metadata = (props: object) =>
    find(
      rendered(
        (chart) => new MeshNamespace(chart, "ns", { name: "shop", ...props }),
      ).objects,
      "Namespace",
    )["metadata"];

  test("by label, kept by Flux, and in no namespace itself", () => {
    expect(metadata({})).toEqual({
      name: "shop",
      labels: { "istio-injection": "enabled" },
      annotations: { "kustomize.toolkit.fluxcd.io/prune": "disabled" },
    });
  });

  test("by revision, and never by both", () => {
    expect(metadata({ injection: { revision: "1-30" } }).labels).toEqual({
      "istio.io/rev": "1-30",
    });
  });

  test("enforces the restricted standard only where cni is declared", () => {
    expect(metadata({ cni: true }).labels).toEqual({
      "istio-injection": "enabled",
      "pod-security.kubernetes.io/enforce": "restricted",
    });
  });

  test("an existing namespace is only referred to, by name or as a cdk8s-plus Namespace", () => {
    for (const props of [{ name: "shop", existing: true }]) {
      const { objects } = rendered(
        (chart) => new MeshNamespace(chart, "ns", { ...props, mtls: "STRICT" }),
      );
      expect(objects.map(({ kind }) => kind)).toEqual(["PeerAuthentication"]);
      expect(objects[0]?.["spec"]).toEqual({ mtls: { mode: "STRICT" } });
    }
  });
});

describe("Telemetry", () => {
  test("many parts, one object a scope", () => {
    const { objects, said } = rendered((chart) => {
      new Telemetry(chart, "labels", {
        metrics: [
          {
            metric: "istio_requests_total",
            reporter: "destination",
            set: { method: "request.method" },
          },
        ],
      });
      new Telemetry(chart, "log", {
        accessLog: { providers: ["envoy"], filter: "response.code >= 500" },
      });
      new Telemetry(chart, "tracing", {
        metrics: [
          {
            metric: "istio_requests_total",
            reporter: "destination",
            remove: ["source_principal"],
          },
          { metric: "istio_request_bytes", disabled: true },
          { remove: ["source_cluster"] },
        ],
        tracing: {
          provider: "otel",
          sampling: 10,
          tags: {
            zone: { literal: "a" },
            tenant: { header: "x-tenant", default: "none" },
            pod: { environment: "POD" },
          },
        },
      });
      new Telemetry(chart, "workload", {
        name: "web-app",
        selector: { app: "web-app" },
        tracing: { disabled: true },
      });
    });
    expect(said).toEqual([]);
    expect(objects).toHaveLength(2);
    expect(find(objects, "Telemetry", "default")["spec"]).toEqual({
      metrics: [
        {
          overrides: [
            {
              match: { metric: "REQUEST_COUNT", mode: "SERVER" },
              tagOverrides: {
                method: { operation: "UPSERT", value: "request.method" },
                source_principal: { operation: "REMOVE" },
              },
            },
            { match: { metric: "REQUEST_SIZE" }, disabled: true },
            {
              match: { metric: "ALL_METRICS" },
              tagOverrides: { source_cluster: { operation: "REMOVE" } },
            },
          ],
        },
      ],
      accessLogging: [
        {
          providers: [{ name: "envoy" }],
          filter: { expression: "response.code >= 500" },
        },
      ],
      tracing: [
        {
          providers: [{ name: "otel" }],
          randomSamplingPercentage: 10,
          customTags: {
            zone: { literal: { value: "a" } },
            tenant: { header: { name: "x-tenant", defaultValue: "none" } },
            pod: { environment: { name: "POD" } },
          },
        },
      ],
    });
    expect(find(objects, "Telemetry", "web-app")["spec"]).toEqual({
      selector: { matchLabels: { app: "web-app" } },
      tracing: [{ disableSpanReporting: true }],
    });
  });

  test("parts that contradict each other", () => {
    const { said } = rendered((chart) => {
      new Telemetry(chart, "a", {
        tracing: { sampling: 1 },
        metrics: [{ set: { x: "request.host" } }],
      });
      new Telemetry(chart, "b", {
        tracing: { sampling: 2 },
        metrics: [{ remove: ["x"] }],
      });
    });
    expect(said).toEqual([
      "error: telemetry default: two parts set tracing of one scope differently\n  fix: say it in one place",
      "error: telemetry default: two parts change x of all metrics differently: request.host and removed\n  fix: say it in one place",
    ]);
  });
});

test("CustomMetric: the article's double count, for both directions", () => {
  const { objects } = rendered(
    (chart) =>
      new CustomMetric(chart, "metric", {
        name: "double_request_count",
        type: "counter",
        value: 2,
        labels: {
          source: peer.source.workload,
          destination: peer.destination.workload,
          host: "request.host",
        },
      }),
  );
  const patches = find(objects, "EnvoyFilter", "double-request-count")["spec"]
    .configPatches;
  const seen = patches.map(({ match, patch }: Manifest) => [
    match.context,
    patch.value.typed_config.metrics[0].dimensions,
  ]);
  expect(seen).toEqual([
    [
      "SIDECAR_OUTBOUND",
      {
        source: "xds.node.metadata['WORKLOAD_NAME']",
        destination:
          "has(filter_state.upstream_peer.workload) ? filter_state.upstream_peer.workload : 'unknown'",
        host: "request.host",
      },
    ],
    [
      "SIDECAR_INBOUND",
      {
        source:
          "has(filter_state.downstream_peer.workload) ? filter_state.downstream_peer.workload : 'unknown'",
        destination: "xds.node.metadata['WORKLOAD_NAME']",
        host: "request.host",
      },
    ],
  ]);
  expect(patches[0].patch.value.typed_config.definitions).toEqual([
    { name: "double_request_count", type: "COUNTER", value: "2" },
  ]);
});

describe("Scraping", () => {
  test("for an operator: monitors that it will select", () => {
    const { objects } = rendered(
      (chart) =>
        new Scraping(chart, "s", {
          labels: { release: "prom" },
          interval: "30s",
        }),
    );
    expect(
      objects.map(
        ({ kind, metadata }) =>
          `${kind} ${metadata.name} ${metadata.labels.release}`,
      ),
    ).toEqual(["PodMonitor istio-proxies prom", "ServiceMonitor istiod prom"]);
  });

  test("for a plain Prometheus: nothing, the annotations do it", () => {
    expect(
      rendered((chart) => new Scraping(chart, "s", { scrape: "annotations" }))
        .objects,
    ).toEqual([]);
  });
});

describe("AlertGroups", () => {
  const groups = [
    {
      name: "g",
      interval: "30s",
      rules: [
        { record: "job:up:sum", expr: "sum by (job) (up)" },
        {
          alert: "Down",
          expr: "up == 0",
          for: "5m",
          keep_firing_for: "10m",
          labels: { severity: "critical" },
        },
      ],
    },
  ];

  test("as a PrometheusRule", () => {
    const { objects } = rendered(
      (chart) => new AlertGroups(chart, "a", { name: "shop", groups }),
    );
    const rule = find(objects, "PrometheusRule", "shop");
    expect(rule["metadata"].labels).toEqual({
      release: "kube-prometheus-stack",
    });
    expect(rule["spec"]).toEqual({ groups });
  });

  test("as a ConfigMap to mount, and as a file in artifacts/", () => {
    const rules = "groups:\n  - name: g\n    interval: 30s\n    rules:\n";
    const { objects } = rendered(
      (chart) =>
        new AlertGroups(chart, "a", {
          name: "shop",
          groups,
          monitoring: { scrape: "annotations" },
        }),
    );
    expect(
      find(objects, "ConfigMap", "shop-rules")["data"]["shop.rules.yaml"],
    ).toContain(rules);
    const app = new App();
    new AlertGroups(new Chart(app, "c"), "a", {
      name: "shop",
      groups,
      monitoring: { rules: "file" },
    });
    const { dist, artifacts } = render(app);
    expect(dist).toEqual([]);
    expect(artifacts[0]?.path).toBe("rules/shop.rules.yaml");
    expect(artifacts[0]?.content).toContain(rules);
  });

  test("what Prometheus or its operator would refuse", () => {
    const { said } = rendered(
      (chart) =>
        new AlertGroups(chart, "a", {
          name: "shop",
          groups: [
            {
              name: "g",
              rules: [{ alert: "A", record: "b", expr: "up" } as never],
            },
            {
              name: "g",
              rules: [
                {
                  alert: "A",
                  expr: "up",
                  for: "5 minutes",
                  labels: { "a-b": "c" },
                },
              ],
            },
          ],
        }),
    );
    expect(said.map((line) => line.split("\n")[0])).toEqual([
      'error: alerts a, groups[0].rules[0]: got {"alert":"A","record":"b","expr":"up"}, expected either an alert or a record',
      'error: alerts a, groups[1].rules[0].for: got "5 minutes", expected a duration as Prometheus has it',
      `error: alerts a, groups[1].rules[0].labels["a-b"]: got "a-b", expected a label name that Prometheus takes: letters, digits and '_', no digit and no '__' first`,
      'error: alerts a, groups[1].name: got "g", expected names that differ',
    ]);
  });
});

test("joinMesh: a cdk8s-plus Deployment's pods join, its selector stays", () => {
  const build = (join: boolean) =>
    find(
      rendered((chart) => {
        const deployment = new plus.Deployment(chart, "web", {
          metadata: { name: "web" },
          containers: [{ image: "x:1", port: 8080 }],
        });
        if (join) joinMesh(deployment, { app: "web", version: "v3" });
      }).objects,
      "Deployment",
    )["spec"];
  const before = build(false);
  const after = build(true);
  expect(after.selector).toEqual(before.selector);
  expect(after.template.metadata).toEqual({
    labels: {
      ...before.template.metadata.labels,
      app: "web",
      version: "v3",
      "sidecar.istio.io/inject": "true",
    },
    annotations: {
      "proxy.istio.io/config": "holdApplicationUntilProxyStarts: true\n",
    },
  });
});

test("SidecarDeployment: the Deployment and nothing else", () => {
  const { objects } = rendered(
    (chart) =>
      new SidecarDeployment(chart, "web", {
        name: "web",
        image: "x:1",
        port: 8080,
      }),
  );
  expect(
    objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`),
  ).toEqual(["Deployment web-v1"]);
});

test("bad input is refused by cdk8s's own synth too", () => {
  const chart = Testing.chart();
  new SidecarDeployment(chart, "web", { name: "Web", image: "x:1", port: 0 });
  expect(() => Testing.synth(chart)).toThrow(/name: got "Web".*port: got 0/s);
});
