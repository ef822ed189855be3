import type { IstioProps } from "../../src/platform/istio";
import { describeIstio } from "../../src/platform/istio";
import { istioCharts } from "../../src/platform/istio-charts";
import { istioOperator } from "../../src/platform/istio-operator";
import { meshConfigOf } from "../../src/platform/mesh-config";
import { printProblem } from "../../src/problems/print";

function said(props: object): readonly string[] {
  return describeIstio({ by: "flux", ...props } as IstioProps).problems.map(
    printProblem,
  );
}

function istio(props: Partial<IstioProps> = {}) {
  const { value } = describeIstio({ by: "flux", ...props });
  if (!value) throw new Error("the description is wrong");
  return value;
}

const collector = "jaeger.observability.svc.cluster.local";

describe("input => where, what was got, what was expected; and the fix", () => {
  test.each([
    [
      "a version that is not known",
      { version: "1.31.0" },
      'error: istio, version: got "1.31.0", expected a version of Istio that is known here: 1.30.0, 1.30.1, 1.30.2, 1.30.3, 1.30.4, 1.30.5\n  fix: write "1.30.5"',
    ],
    [
      "a way that there is not",
      { by: "helm" },
      'error: istio, by: got "helm", expected one of istioctl, flux\n  fix: write istioctl or flux',
    ],
    [
      "a default that nobody defines",
      { defaults: { tracing: ["jaeger"] } },
      'error: istio, defaults.tracing[0]: got "jaeger", expected a provider that the mesh defines: stackdriver\n  fix: define it: providers: { "jaeger": { … } } of Istio',
    ],
    [
      "a default that is there for something else",
      {
        providers: { jaeger: { opentelemetry: { service: collector } } },
        defaults: { accessLog: ["jaeger"] },
      },
      'error: istio, defaults.accessLog[0]: got "jaeger", expected a provider for access logs: stackdriver, envoy\n  fix: jaeger is there for tracing; name another',
    ],
    [
      "a provider of no form",
      { providers: { jaeger: { otel: {} } } },
      'error: istio, providers.jaeger: got {"otel":{}}, expected an object with one of opentelemetry, zipkin, prometheus, envoyFileAccessLog, raw\n  fix: write { opentelemetry: { service: "jaeger.observability.svc.cluster.local" } }',
    ],
    [
      "tags of nothing",
      { tags: ["prod"] },
      'error: istio, tags: got tags of a control plane without a revision\n  fix: give it one: revision: "1-30-5"; a tag is another name of it',
    ],
    [
      "an upgrade in place of what is there",
      {
        revision: "1-30",
        upgrade: { version: "1.30.5", revision: "1-30" },
      },
      'error: istio, upgrade.revision: got "1-30", expected another revision than the one that is there\n  fix: name it by its version: "1-30-5"',
    ],
    [
      "a tag of both control planes",
      {
        revision: "1-30-4",
        tags: ["prod"],
        upgrade: { version: "1.30.5", revision: "1-30-5", tags: ["prod"] },
      },
      "error: istio, upgrade.tags[0]: got the tag prod a second time; the revision 1-30-4 has it already\n  fix: leave it with one of them; moving it moves the pods at their next restart",
    ],
    [
      "fewer at most than at least",
      { replicas: { min: 3, max: 2 } },
      'error: istio, replicas: got {"min":3,"max":2}, expected a min of at most max\n  fix: swap them, or raise max',
    ],
    [
      "a setting that has a field",
      { meshConfig: { extensionProviders: [] } },
      "error: istio, meshConfig.extensionProviders: got extensionProviders, which is written from providers\n  fix: leave it out and set providers",
    ],
  ])("%s", (_, props, expected) => {
    expect(said(props)).toEqual([expected]);
  });
});

test("providers => mesh settings", () => {
  expect(
    meshConfigOf(
      istio({
        providers: {
          jaeger: { opentelemetry: { service: collector } },
          saas: {
            opentelemetry: {
              service: "otlp.example.com",
              port: 443,
              http: { headers: { "x-api-key": { environment: "API_KEY" } } },
            },
          },
          zipkin: { zipkin: { service: "zipkin.example.com", w3c: true } },
          json: { envoyFileAccessLog: { format: { code: "%RESPONSE_CODE%" } } },
          als: { raw: { envoyHttpAls: { service: "als", port: 80 } } },
        },
        defaults: { tracing: ["jaeger"], accessLog: ["json"] },
        meshConfig: { accessLogEncoding: "JSON" },
      }),
    ),
  ).toEqual({
    accessLogEncoding: "JSON",
    extensionProviders: [
      { name: "jaeger", opentelemetry: { service: collector, port: 4317 } },
      {
        name: "saas",
        opentelemetry: {
          service: "otlp.example.com",
          port: 443,
          http: {
            path: "/v1/traces",
            headers: [{ name: "x-api-key", envName: "API_KEY" }],
          },
        },
      },
      {
        name: "zipkin",
        zipkin: {
          service: "zipkin.example.com",
          port: 9411,
          traceContextOption: "USE_B3_WITH_W3C_PROPAGATION",
        },
      },
      {
        name: "json",
        envoyFileAccessLog: {
          path: "/dev/stdout",
          logFormat: { labels: { code: "%RESPONSE_CODE%" } },
        },
      },
      { name: "als", envoyHttpAls: { service: "als", port: 80 } },
    ],
    defaultProviders: {
      tracing: ["jaeger"],
      metrics: ["prometheus"],
      accessLogging: ["json"],
    },
  });
});

test("with istio-cni and a gateway: charts in the order in which they are needed", () => {
  const releases = istioCharts(
    istio({ cni: true, gateways: [{ name: "istio-ingressgateway" }] }),
  );
  expect(
    releases.map(({ name, chart, dependsOn }) => [name, chart, dependsOn]),
  ).toEqual([
    ["istio-base", "base", []],
    ["istio-cni", "cni", ["istio-base"]],
    ["istiod", "istiod", ["istio-base", "istio-cni"]],
    ["istio-ingressgateway", "gateway", ["istiod"]],
  ]);
});

test("a canary upgrade: CRDs are the newer version's, the gateway stays with what is there", () => {
  const upgraded = istio({
    version: "1.30.4",
    revision: "1-30-4",
    tags: ["prod"],
    upgrade: { version: "1.30.5", revision: "1-30-5", tags: ["canary"] },
    gateways: [{ name: "istio-ingressgateway" }],
  });
  expect(
    istioCharts(upgraded).map(({ name, version, values }) => [
      name,
      version,
      values["revision"] ?? values["defaultRevision"],
    ]),
  ).toEqual([
    ["istio-base", "1.30.5", "1-30-4"],
    ["istiod-1-30-4", "1.30.4", "1-30-4"],
    ["istiod-1-30-5", "1.30.5", "1-30-5"],
    ["istio-ingressgateway", "1.30.4", "1-30-4"],
  ]);
});

test("for istioctl: Istio's own gateway is left out, the described one is there", () => {
  const described = istio({
    by: "istioctl",
    profile: "demo",
    platform: "k3d",
    cni: true,
    sampling: 100,
    gateways: [{ name: "istio-ingressgateway", namespace: "istio-ingress" }],
  });
  expect(istioOperator(described, described.revisions[0])).toEqual({
    apiVersion: "install.istio.io/v1alpha1",
    kind: "IstioOperator",
    metadata: { name: "istio", namespace: "istio-system" },
    spec: {
      profile: "minimal",
      tag: "1.30.5",
      meshConfig: {},
      components: {
        pilot: { k8s: { hpaSpec: { minReplicas: 2, maxReplicas: 5 } } },
        cni: { enabled: true, namespace: "istio-system" },
        ingressGateways: [
          {
            name: "istio-ingressgateway",
            namespace: "istio-ingress",
            enabled: true,
            label: { app: "istio-ingressgateway", istio: "ingressgateway" },
            k8s: {
              hpaSpec: { minReplicas: 2, maxReplicas: 5 },
              service: { type: "LoadBalancer" },
            },
          },
        ],
      },
      values: {
        profile: "demo",
        global: { istioNamespace: "istio-system", platform: "k3d" },
        pilot: { traceSampling: 100 },
      },
    },
  });
});
