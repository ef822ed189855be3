import { MeshService } from "../../src/constructs/service";
import type { MeshServiceProps } from "../../src/constructs/service";
import { find, rendered } from "../manifest";

const image = "registry.example/web-app:1.4.2";

function service(props: Partial<MeshServiceProps>) {
  return rendered(
    (chart) =>
      new MeshService(chart, "web-app", {
        name: "web-app",
        image,
        port: 8080,
        ...props,
      }),
  );
}

function pod(props: Partial<MeshServiceProps>) {
  const { objects, said } = service(props);
  expect(said).toEqual([]);
  return find(objects, "Deployment", "web-app-v1")["spec"].template;
}

test("the least that a service is: account, Service, Deployment", () => {
  const { objects, said } = service({});
  expect(said).toEqual([]);
  expect(
    objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`),
  ).toEqual([
    "ServiceAccount web-app",
    "Service web-app",
    "Deployment web-app-v1",
  ]);
});

test("selectors are app and version, never a construct's path", () => {
  const { objects } = service({ disruptionBudget: { maxUnavailable: 1 } });
  expect(find(objects, "Service")["spec"].selector).toEqual({ app: "web-app" });
  expect(find(objects, "Deployment")["spec"].selector).toEqual({
    matchLabels: { app: "web-app", version: "v1" },
  });
  expect(find(objects, "PodDisruptionBudget")["spec"].selector).toEqual({
    matchLabels: { app: "web-app" },
  });
});

test("ports are named by their protocols", () => {
  const { objects } = service({
    ports: [
      8080,
      { port: 9000, protocol: "grpc" },
      { port: 9001, protocol: "grpc", suffix: "admin", targetPort: 19001 },
      { port: 5353, protocol: "udp" },
    ],
    port: undefined as never,
  });
  expect(find(objects, "Service")["spec"].ports).toEqual([
    { name: "http", port: 8080, targetPort: 8080 },
    { name: "grpc-9000", port: 9000, targetPort: 9000 },
    { name: "grpc-admin", port: 9001, targetPort: 19001 },
    { name: "udp", port: 5353, targetPort: 5353, protocol: "UDP" },
  ]);
});

test("application containers, the hand-written too, meet the restricted standard", () => {
  const { containers, initContainers, securityContext } = pod({
    containers: [{ name: "exporter", image: "x:1" }],
    initContainers: [{ name: "migrate", image: "x:1" }],
  }).spec;
  for (const container of [...containers, ...initContainers])
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      runAsNonRoot: true,
    });
  // On the pod, since the injected sidecar has no profile of its own.
  expect(securityContext).toEqual({
    seccompProfile: { type: "RuntimeDefault" },
  });
});

test("a native sidecar written by hand keeps its restartPolicy", () => {
  const { initContainers } = pod({
    initContainers: [{ name: "tunnel", image: "x:1", restartPolicy: "Always" }],
  }).spec;
  expect(initContainers[0].restartPolicy).toBe("Always");
});

test("one of the proxy's resources given: Istio's own stand for the rest", () => {
  const { annotations } = pod({
    sidecar: { resources: { limits: { cpu: "1" } } },
  }).metadata;
  expect(annotations).toMatchObject({
    "sidecar.istio.io/proxyCPU": "100m",
    "sidecar.istio.io/proxyMemory": "128Mi",
    "sidecar.istio.io/proxyCPULimit": "1",
    "sidecar.istio.io/proxyMemoryLimit": "1Gi",
  });
});

test("the proxy's other settings are annotations", () => {
  const { annotations } = pod({
    sidecar: {
      holdApplication: true,
      native: false,
      excludeInboundPorts: [9999],
      excludeOutboundPorts: [5432, 5433],
      histogramBuckets: [10, 100, 1000],
    },
    metrics: { port: 9090, path: "/m" },
  }).metadata;
  expect(annotations).toEqual({
    "prometheus.io/path": "/m",
    "prometheus.io/port": "9090",
    "prometheus.io/scrape": "true",
    "proxy.istio.io/config": "holdApplicationUntilProxyStarts: true\n",
    "sidecar.istio.io/nativeSidecar": "false",
    "sidecar.istio.io/statsHistogramBuckets": '{"istiocustom":[10,100,1000]}',
    "traffic.sidecar.istio.io/excludeInboundPorts": "9999",
    "traffic.sidecar.istio.io/excludeOutboundPorts": "5432,5433",
  });
});

test("metrics that are not merged are asked past the sidecar, by a monitor of their own", () => {
  const { objects } = service({
    metrics: { port: 9090, merge: false },
    monitoring: { labels: { release: "prom" } },
  });
  const { annotations } = find(objects, "Deployment")["spec"].template.metadata;
  expect(annotations["traffic.sidecar.istio.io/excludeInboundPorts"]).toBe(
    "9090",
  );
  expect(annotations).not.toHaveProperty(["prometheus.io/scrape"]);
  const monitor = find(objects, "PodMonitor");
  expect(monitor["metadata"].labels.release).toBe("prom");
  expect(monitor["spec"].podMetricsEndpoints).toEqual([
    { portNumber: 9090, path: "/metrics", interval: "15s" },
  ]);
});

test("out of the mesh: the label says so, and no proxy's annotation is left", () => {
  const { labels, annotations } = pod({ sidecar: { inject: false } }).metadata;
  expect(labels["sidecar.istio.io/inject"]).toBe("false");
  expect(annotations).toBeUndefined();
});

test("env, probes and what else a pod has", () => {
  const { containers, ...spec } = pod({
    env: {
      A: "1",
      B: { secretKeyRef: { name: "s", key: "k" } },
      C: { configMapKeyRef: { name: { name: "m" }, key: "k", optional: true } },
      D: { fieldRef: "status.podIP" },
    },
    envFrom: [{ secretRef: "s", prefix: "S_" }, { configMapRef: "m" }],
    readiness: "/ready",
    liveness: { httpGet: { path: "/live", port: 9000 }, periodSeconds: 5 },
    startup: { tcpSocket: {} },
    volumes: [{ name: "tmp", emptyDir: {} }],
    imagePullSecrets: ["pull"],
    nodeSelector: { disk: "ssd" },
    tolerations: [{ key: "spot", operator: "Exists" }],
    serviceAccount: "existing",
  }).spec;
  expect(containers[0]).toMatchObject({
    env: [
      { name: "A", value: "1" },
      { name: "B", valueFrom: { secretKeyRef: { name: "s", key: "k" } } },
      {
        name: "C",
        valueFrom: { configMapKeyRef: { name: "m", key: "k", optional: true } },
      },
      { name: "D", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
    ],
    envFrom: [
      { prefix: "S_", secretRef: { name: "s" } },
      { configMapRef: { name: "m" } },
    ],
    readinessProbe: { httpGet: { path: "/ready", port: 8080 } },
    livenessProbe: { httpGet: { path: "/live", port: 9000 }, periodSeconds: 5 },
    startupProbe: { tcpSocket: { port: 8080 } },
  });
  expect(spec).toEqual({
    serviceAccountName: "existing",
    securityContext: { seccompProfile: { type: "RuntimeDefault" } },
    volumes: [{ name: "tmp", emptyDir: {} }],
    imagePullSecrets: [{ name: "pull" }],
    nodeSelector: { disk: "ssd" },
    tolerations: [{ key: "spot", operator: "Exists" }],
  });
});

test("an account of its own carries annotations; an existing one is not made", () => {
  const own = service({
    serviceAccount: { annotations: { "example.com/role": "r" } },
  });
  expect(find(own.objects, "ServiceAccount")["metadata"].annotations).toEqual({
    "example.com/role": "r",
  });
  const { objects } = service({ serviceAccount: "existing" });
  expect(objects.map(({ kind }) => kind)).toEqual(["Service", "Deployment"]);
});

test("an autoscaler takes replicas away and goes by the application's container", () => {
  const { objects } = service({
    autoscaling: { min: 3, max: 9 },
    resources: { requests: { cpu: "100m" } },
    canary: { version: "v2", image: "x:2" },
  });
  for (const version of ["v1", "v2"]) {
    expect(
      find(objects, "Deployment", `web-app-${version}`)["spec"],
    ).not.toHaveProperty("replicas");
    expect(
      find(objects, "HorizontalPodAutoscaler", `web-app-${version}`)["spec"],
    ).toEqual({
      minReplicas: 3,
      maxReplicas: 9,
      scaleTargetRef: {
        apiVersion: "apps/v1",
        kind: "Deployment",
        name: `web-app-${version}`,
      },
      metrics: [
        {
          type: "ContainerResource",
          containerResource: {
            container: "web-app",
            name: "cpu",
            target: { type: "Utilization", averageUtilization: 80 },
          },
        },
      ],
    });
  }
});

test("a JSON patch reaches what is not here", () => {
  const { objects } = service({
    canary: { version: "v2", image: "x:2" },
    patches: [
      {
        kind: "Deployment",
        name: "web-app-v2",
        operations: [
          {
            op: "add",
            path: "/spec/template/spec/priorityClassName",
            value: "low",
          },
        ],
      },
    ],
  });
  expect(
    find(objects, "Deployment", "web-app-v2")["spec"].template.spec
      .priorityClassName,
  ).toBe("low");
  expect(
    find(objects, "Deployment", "web-app-v1")["spec"].template.spec,
  ).not.toHaveProperty("priorityClassName");
});

test("a patch that meets nothing, and one that does not apply", () => {
  const operations = [
    { op: "replace" as const, path: "/spec/nothing/here", value: 1 },
  ];
  expect(service({ patches: [{ kind: "Job", operations }] }).said).toEqual([
    "error: service web-app, patches[0]: got a patch for Job (any name), expected one of ServiceAccount web-app, Service web-app, Deployment web-app-v1\n  fix: mend kind and name, or leave the patch out",
  ]);
  expect(service({ patches: [{ kind: "Service", operations }] }).said).toEqual([
    expect.stringMatching(
      /^error: chart\/web-app\/Service \(chart.k8s.yaml\): Service web-app in shop cannot be rendered: .+\n  fix: mend the value or the JSON patch that it names$/,
    ),
  ]);
});
