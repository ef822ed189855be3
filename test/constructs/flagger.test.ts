import type { ServiceProps } from "../../src/mesh/service";
import { checked } from "../../src/synth/checked";
import { documents, find } from "../manifest";
import { base, mesh, release, service } from "./engine";

/** Each alert and recording that mentions the service's versions, by name. */
function canaryRules(...services: readonly ServiceProps[]) {
  const { dist } = mesh(...services);
  const rules = dist
    .flatMap(({ content }) => documents(content))
    .filter(
      ({ kind, metadata }) =>
        kind === "PrometheusRule" && metadata.name === "web-app",
    )
    .flatMap(({ spec }) => spec.groups)
    .filter(({ name }: { name: string }) => name === "web-app-canary")
    .flatMap(({ rules }: { rules: { alert?: string; record?: string }[] }) =>
      rules.map(({ alert, record }) => alert ?? record),
    );
  return rules;
}

test("Flagger makes Services, DestinationRules and the VirtualService itself", () => {
  const objects = service({ canary: { engine: "flagger", ...release } });
  expect(
    objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`),
  ).toEqual([
    "ServiceAccount web-app",
    "Deployment web-app",
    "MetricTemplate web-app-error-increase",
    "MetricTemplate web-app-latency-factor",
    "Canary web-app",
  ]);
});

test("the Canary: defaults", () => {
  const objects = service({ canary: { engine: "flagger" } });
  expect(find(objects, "Canary")["spec"]).toEqual({
    provider: "istio",
    targetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web-app" },
    service: { portName: "http", port: 8080, targetPort: 8080 },
    analysis: {
      interval: "1m",
      threshold: 5,
      maxWeight: 50,
      stepWeight: 10,
      metrics: [
        {
          name: "error-increase",
          interval: "1m",
          templateRef: { name: "web-app-error-increase" },
          thresholdRange: { max: 0.02 },
        },
        {
          name: "latency-factor",
          interval: "1m",
          templateRef: { name: "web-app-latency-factor" },
          thresholdRange: { max: 1.5 },
        },
      ],
    },
  });
});

test("the Canary: steps, thresholds, autoscaler, timeouts and hosts as the service has them", () => {
  const objects = service({
    canary: {
      engine: "flagger",
      stepWeight: 5,
      maxWeight: 20,
      interval: "90s",
      failures: 2,
    },
    autoscaling: { min: 2, max: 6 },
    resources: { requests: { cpu: "100m" } },
    timeout: "10s",
    retries: { attempts: 2 },
    ingress: { hosts: ["shop.example.com"] },
    alerts: { canaryErrorIncrease: 0.01, canaryLatencyFactor: 2 },
  });
  expect(find(objects, "Gateway")["metadata"].name).toBe("web-app");
  const { spec } = find(objects, "Canary") as { spec: Canary };
  expect(spec.autoscalerRef).toEqual({
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    name: "web-app",
  });
  expect(
    find(objects, "HorizontalPodAutoscaler")["spec"].scaleTargetRef.name,
  ).toBe("web-app");
  expect(find(objects, "Deployment")["spec"]).not.toHaveProperty("replicas");
  expect(spec.service).toEqual({
    portName: "http",
    port: 8080,
    targetPort: 8080,
    hosts: ["shop.example.com"],
    gateways: ["mesh", "web-app"],
    timeout: "10s",
    retries: { attempts: 2 },
  });
  expect(spec.analysis).toMatchObject({
    interval: "90s",
    threshold: 2,
    maxWeight: 20,
    stepWeight: 5,
    metrics: [
      { thresholdRange: { max: 0.01 } },
      { thresholdRange: { max: 2 } },
    ],
  });
});

interface Canary {
  readonly autoscalerRef: object;
  readonly service: object;
  readonly analysis: object;
}

test("the Deployment is the release, under a selector that no release changes", () => {
  const deployment = (canary: ServiceProps["canary"]) =>
    find(service({ ...(canary && { canary }) }), "Deployment");
  const idle = deployment({ engine: "flagger" });
  const released = deployment({ engine: "flagger", ...release });
  for (const { spec } of [idle, released] as { spec: { selector: object } }[])
    expect(spec.selector).toEqual({ matchLabels: { app: "web-app" } });
  const template = ({ spec }: typeof idle) => [
    spec.template.metadata.labels.version,
    spec.template.spec.containers[0].image,
  ];
  expect(template(idle)).toEqual(["v1", "registry.example/web-app:1.4.2"]);
  expect(template(released)).toEqual(["v2", "registry.example/web-app:1.5.0"]);
});

test("after the promotion, the release's words become the service's, and no pod restarts", () => {
  const env = { LEVEL: "info" };
  const released = service({
    canary: { engine: "flagger", ...release, env },
  });
  const after = service({ ...release, env, canary: { engine: "flagger" } });
  expect(after).toEqual(released);
});

test("budget, Telemetry and monitor take the pods of web-app-primary too", () => {
  const objects = service({
    canary: { engine: "flagger" },
    disruptionBudget: { maxUnavailable: 1 },
    telemetry: { accessLog: { providers: ["envoy"] } },
    metrics: { port: 9090, merge: false },
  });
  const matchLabels = { "service.istio.io/canonical-name": "web-app" };
  for (const kind of ["PodDisruptionBudget", "Telemetry", "PodMonitor"])
    expect(find(objects, kind)["spec"].selector).toEqual({ matchLabels });
  expect(
    find(objects, "Deployment")["spec"].template.metadata.labels,
  ).toMatchObject(matchLabels);
});

test("Prometheus is asked where the monitoring says it is", () => {
  const objects = service({
    canary: { engine: "flagger" },
    monitoring: { prometheus: "http://thanos-query.metrics:9090" },
  });
  expect(
    find(objects, "MetricTemplate", "web-app-error-increase")["spec"].provider,
  ).toEqual({
    type: "prometheus",
    address: "http://thanos-query.metrics:9090",
  });
});

test("alerts compare the release's version with stable's; none asks for a declared weight", () => {
  const flagger = { engine: "flagger" } as const;
  expect(canaryRules({ ...base, canary: { ...flagger, ...release } })).toEqual([
    "IstioCanaryErrorRegression",
    "IstioCanaryLatencyRegression",
  ]);
  expect(canaryRules({ ...base, canary: flagger })).toEqual([]);
});

test("recordings count requests to web-app-primary and web-app-canary as web-app's", () => {
  const { dist } = mesh({ ...base, canary: { engine: "flagger" } });
  const text = dist.map(({ content }) => content).join("");
  expect(text).toContain('"(web-app)-(?:primary|canary)"');
  const without = mesh(base).dist.map(({ content }) => content);
  expect(without.join("")).not.toContain("label_replace");
});

test("the checks find nothing wrong", () => {
  const output = mesh(
    {
      ...base,
      canary: { engine: "flagger", ...release },
      disruptionBudget: { maxUnavailable: 1 },
      telemetry: { accessLog: { providers: ["envoy"] } },
      slo: { availability: 99.9, latency: { p95: "500ms" } },
      ingress: { hosts: ["shop.example.com"] },
    },
    { ...base, name: "cart", env: { WEB: "http://web-app:8080" } },
  );
  expect(checked("dist", output.dist)).toEqual({ errors: 0, report: "" });
});
