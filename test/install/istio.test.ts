import { App, Chart } from "cdk8s";
import { Telemetry } from "../../src/constructs/telemetry";
import { Istio } from "../../src/install/istio";
import type { IstioProps } from "../../src/platform/istio";
import { printProblem } from "../../src/problems/print";
import { render } from "../../src/synth/render";
import { documents } from "../manifest";

const jaeger = {
  jaeger: {
    opentelemetry: {
      service: "jaeger.observability.svc.cluster.local",
    },
  },
};

function installed(props: IstioProps, more: (app: App) => void = () => {}) {
  const app = new App();
  more(app);
  new Istio(app, "istio", props);
  const { dist, artifacts, problems } = render(app);
  return {
    objects: dist.flatMap(({ content }) => documents(content)),
    dist: dist.map(({ path }) => path),
    artifacts: artifacts.map(({ path }) => path),
    said: problems.map(printProblem),
  };
}

test("by Flux: namespaces, the repository, and a release a chart", () => {
  const { objects, dist, said } = installed({
    by: "flux",
    gateways: [{ name: "istio-ingressgateway", namespace: "istio-ingress" }],
  });
  expect(said).toEqual([]);
  expect(dist).toEqual(["istio.k8s.yaml"]);
  expect(objects.map(({ kind, metadata }) => [kind, metadata.name])).toEqual([
    ["Namespace", "istio-system"],
    ["Namespace", "istio-ingress"],
    ["HelmRepository", "istio"],
    ["HelmRelease", "istio-base"],
    ["HelmRelease", "istiod"],
    ["HelmRelease", "istio-ingressgateway"],
  ]);
  expect(objects[5]?.["spec"]).toMatchObject({
    targetNamespace: "istio-ingress",
    releaseName: "istio-ingressgateway",
    dependsOn: [{ name: "istiod" }],
  });
});

test("by istioctl: a file a control plane, and the namespaces", () => {
  expect(
    installed({
      by: "istioctl",
      revision: "1-30-4",
      version: "1.30.4",
      upgrade: { version: "1.30.5", revision: "1-30-5" },
    }),
  ).toMatchObject({
    dist: ["istio.k8s.yaml"],
    artifacts: ["istio/istio-1-30-4.yaml", "istio/istio-1-30-5.yaml"],
    said: [],
  });
});

describe("a Telemetry that names a provider", () => {
  const tracing = (provider: string) => (app: App) => {
    const chart = new Chart(app, "shop", { namespace: "shop" });
    new Telemetry(chart, "t", { tracing: { provider } });
  };

  test("is right where Istio defines it, also further down in the app", () => {
    const { said } = installed(
      { by: "flux", providers: jaeger },
      tracing("jaeger"),
    );
    expect(said).toEqual([]);
  });

  test("is an error where it does not", () => {
    const { said } = installed(
      { by: "flux", providers: jaeger },
      tracing("zipkin"),
    );
    expect(said).toEqual([
      'error: telemetry default, tracing.provider: got "zipkin", expected a provider that the mesh defines: stackdriver, jaeger\n  fix: define it: providers: { "zipkin": { … } } of Istio',
    ]);
  });
});

test("without a description of Istio its providers are not known", () => {
  const app = new App();
  const chart = new Chart(app, "shop", { namespace: "shop" });
  new Telemetry(chart, "t", { tracing: { provider: "anything" } });
  expect(render(app).problems).toEqual([]);
});
