import { App, Chart } from "cdk8s";
import { MeshService } from "../../src/constructs/service";
import type { ServiceProps } from "../../src/mesh/service";
import { checked } from "../../src/synth/checked";
import { render } from "../../src/synth/render";
import type { Manifest } from "../manifest";
import { documents, find } from "../manifest";
import { base, mesh, release, service } from "./engine";

const engine = "argo-rollouts";

/** The canary strategy of a service's Rollout. */
function strategy(objects: readonly Manifest[]) {
  return find(objects, "Rollout")["spec"].strategy.canary as {
    readonly trafficRouting: { readonly istio: object };
    readonly steps: readonly { setWeight?: number; analysis?: object }[];
  };
}

function weights(objects: readonly Manifest[]) {
  return strategy(objects).steps.flatMap(({ setWeight }) => setWeight ?? []);
}

test("a Rollout for the Deployment, three Services, what is asked, and the routes", () => {
  const objects = service({ canary: { engine, ...release } });
  expect(
    objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`),
  ).toEqual([
    "ServiceAccount web-app",
    "Service web-app",
    "Service web-app-stable",
    "Service web-app-canary",
    "AnalysisTemplate web-app",
    "Rollout web-app",
    "VirtualService web-app",
  ]);
});

test("the Rollout: the Deployment's pods, and steps that each wait for the analysis", () => {
  const objects = service({ canary: { engine }, replicas: 3 });
  const { spec } = find(objects, "Rollout");
  expect(spec.replicas).toBe(3);
  expect(spec.selector).toEqual({ matchLabels: { app: "web-app" } });
  const plain = find(service({ replicas: 3 }), "Deployment")["spec"];
  expect(spec.template).toEqual(plain.template);
  const { steps, ...canary } = strategy(objects);
  expect(canary).toEqual({
    stableService: "web-app-stable",
    canaryService: "web-app-canary",
    trafficRouting: {
      istio: { virtualService: { name: "web-app", routes: ["weight"] } },
    },
  });
  expect(steps.slice(0, 3)).toEqual([
    { setWeight: 10 },
    {
      analysis: {
        templates: [{ templateName: "web-app" }],
        args: [
          {
            name: "stable-hash",
            valueFrom: { podTemplateHashValue: "Stable" },
          },
          {
            name: "canary-hash",
            valueFrom: { podTemplateHashValue: "Latest" },
          },
        ],
      },
    },
    { setWeight: 20 },
  ]);
  expect(weights(objects)).toEqual([10, 20, 30, 40, 50]);
  expect(steps.at(-1)).toHaveProperty("analysis");
});

test.each([
  [{ stepWeight: 15, maxWeight: 50 }, [15, 30, 45, 50]],
  [{ stepWeight: 50 }, [50]],
  [{ stepWeight: 50, maxWeight: 100 }, [50, 100]],
  [{ stepWeight: 1, maxWeight: 3 }, [1, 2, 3]],
])("%j => %j", (given, expected) => {
  expect(weights(service({ canary: { engine, ...given } }))).toEqual(expected);
});

test("the analysis: a check passes, fails, or tells nothing", () => {
  const objects = service({ canary: { engine } });
  const { args, metrics } = find(objects, "AnalysisTemplate")["spec"];
  expect(args).toEqual([{ name: "stable-hash" }, { name: "canary-hash" }]);
  expect(
    metrics.map(({ provider, ...metric }: Metric) => ({
      ...metric,
      address: provider.prometheus.address,
    })),
  ).toEqual([
    {
      name: "error-increase",
      initialDelay: "1m",
      interval: "1m",
      count: 9,
      consecutiveSuccessLimit: 1,
      failureLimit: 4,
      inconclusiveLimit: 4,
      consecutiveErrorLimit: 30,
      successCondition: "len(result) > 0 && result[0] <= 0.02",
      failureCondition: "len(result) > 0 && result[0] > 0.02",
      address: "http://prometheus-operated.monitoring:9090",
    },
    expect.objectContaining({
      name: "latency-factor",
      successCondition: "len(result) > 0 && result[0] <= 1.5",
      failureCondition: "len(result) > 0 && result[0] > 1.5",
    }),
  ]);
  for (const { provider } of metrics as readonly Metric[])
    expect(provider.prometheus.query).toContain(
      'pod=~"web-app-{{args.canary-hash}}-.+"',
    );
});

interface Metric {
  readonly provider: {
    readonly prometheus: { readonly address: string; readonly query: string };
  };
}

test("the analysis: pace, thresholds and Prometheus as they are given", () => {
  const objects = service({
    canary: { engine, interval: "90s", failures: 1 },
    alerts: { canaryErrorIncrease: 0.01, canaryLatencyFactor: 2 },
    monitoring: { prometheus: "http://thanos-query.metrics:9090" },
  });
  expect(find(objects, "AnalysisTemplate")["spec"].metrics).toMatchObject([
    {
      initialDelay: "90s",
      interval: "90s",
      count: 1,
      failureLimit: 0,
      inconclusiveLimit: 0,
      consecutiveErrorLimit: 9,
      failureCondition: "len(result) > 0 && result[0] > 0.01",
      provider: {
        prometheus: { address: "http://thanos-query.metrics:9090" },
      },
    },
    { failureCondition: "len(result) > 0 && result[0] > 2" },
  ]);
});

test("a chart without a namespace: the analysis asks in the Rollout's", () => {
  const app = new App();
  const chart = new Chart(app, "chart");
  new MeshService(chart, "web-app", { ...base, canary: { engine } });
  const objects = render(app).dist.flatMap(({ content }) => documents(content));
  expect(find(objects, "AnalysisTemplate")["spec"].args).toContainEqual({
    name: "namespace",
  });
  expect(strategy(objects).steps[1]).toMatchObject({
    analysis: {
      args: expect.arrayContaining([
        {
          name: "namespace",
          valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } },
        },
      ]),
    },
  });
});

test("the VirtualService: all requests to stable, by the ways that the service has", () => {
  const objects = service({
    canary: { engine },
    timeout: "10s",
    retries: { attempts: 2 },
    ingress: { hosts: ["shop.example.com"] },
  });
  expect(find(objects, "Gateway")["metadata"].name).toBe("web-app");
  expect(find(objects, "VirtualService")["spec"]).toEqual({
    hosts: ["web-app.shop.svc.cluster.local", "shop.example.com"],
    gateways: ["mesh", "web-app"],
    http: [
      {
        name: "weight",
        timeout: "10s",
        retries: { attempts: 2 },
        route: [
          {
            destination: { host: "web-app-stable.shop.svc.cluster.local" },
            weight: 100,
          },
          {
            destination: { host: "web-app-canary.shop.svc.cluster.local" },
            weight: 0,
          },
        ],
      },
    ],
  });
});

test("several ports, one of them TCP, and a fault: each route is the controller's to split", () => {
  const objects = service({
    port: undefined as never,
    ports: [8080, { port: 6379, protocol: "tcp" }],
    canary: { engine },
    fault: {
      header: { rehearsal: "true" },
      abort: { percent: 10, status: 503 },
    },
  });
  const { http, tcp } = find(objects, "VirtualService")["spec"] as {
    readonly [protocol in "http" | "tcp"]: readonly {
      readonly name?: string;
      readonly route: readonly { readonly weight: number }[];
    }[];
  };
  expect(strategy(objects).trafficRouting.istio).toEqual({
    virtualService: {
      name: "web-app",
      routes: http.map(({ name }) => name),
      tcpRoutes: [{ port: 6379 }],
    },
  });
  expect(http.map(({ name }) => name)).toEqual([
    "fault-weight-8080",
    "weight-8080",
  ]);
  for (const { route } of [...http, ...tcp])
    expect(route.map(({ weight }) => weight)).toEqual([100, 0]);
});

test("the autoscaler scales the Rollout, which then says no replicas", () => {
  const objects = service({
    canary: { engine },
    autoscaling: { min: 2, max: 6 },
    resources: { requests: { cpu: "100m" } },
  });
  expect(
    find(objects, "HorizontalPodAutoscaler")["spec"].scaleTargetRef,
  ).toEqual({
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Rollout",
    name: "web-app",
  });
  expect(find(objects, "Rollout")["spec"]).not.toHaveProperty("replicas");
});

test("after the promotion, the release's words become the service's, and no pod restarts", () => {
  const env = { LEVEL: "info" };
  const released = service({ canary: { engine, ...release, env } });
  const after = service({ ...release, env, canary: { engine } });
  expect(after).toEqual(released);
});

test("alerts compare the release's version with stable's; none asks for a declared weight", () => {
  const canaryRules = (canary: ServiceProps["canary"]) =>
    mesh({ ...base, ...(canary && { canary }) })
      .dist.flatMap(({ content }) => documents(content))
      .filter(({ kind }) => kind === "PrometheusRule")
      .flatMap(({ spec }) => spec.groups)
      .filter(({ name }: { name: string }) => name === "web-app-canary")
      .flatMap(({ rules }: { rules: { alert?: string; record?: string }[] }) =>
        rules.map(({ alert, record }) => alert ?? record),
      );
  expect(canaryRules({ engine, ...release })).toEqual([
    "IstioCanaryErrorRegression",
    "IstioCanaryLatencyRegression",
  ]);
  expect(canaryRules({ engine })).toEqual([]);
});

test("recordings count requests to web-app-stable and web-app-canary as web-app's", () => {
  const { dist } = mesh({ ...base, canary: { engine } });
  const text = dist.map(({ content }) => content).join("");
  expect(text).toContain('"(web-app)-(?:stable|canary)"');
});

test("the checks find nothing wrong", () => {
  const output = mesh(
    {
      ...base,
      canary: { engine, ...release },
      disruptionBudget: { maxUnavailable: 1 },
      telemetry: { accessLog: { providers: ["envoy"] } },
      metrics: { port: 9090, merge: false },
      slo: { availability: 99.9, latency: { p95: "500ms" } },
      ingress: { hosts: ["shop.example.com"] },
    },
    { ...base, name: "cart", env: { WEB: "http://web-app:8080" } },
  );
  expect(checked("dist", output.dist)).toEqual({ errors: 0, report: "" });
});
