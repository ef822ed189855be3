import { ALL_CHECKS } from "../../src/checks/all";
import { judge } from "../../src/checks/judge";
import { toYaml } from "../../src/manifests/yaml";
import { readText } from "../../src/manifests/text";
import { find } from "../manifest";
import { addons, shop } from "./render";

const all = { prometheus: {}, grafana: {}, kiali: {}, jaeger: {} };

describe("input => what is said", () => {
  test.each([
    [
      "two of one server in an app",
      [
        { by: "manifests", jaeger: {} },
        { by: "flux", namespace: "tracing", jaeger: {} },
      ],
      "error: addons, jaeger: got a second jaeger; addons-0 brings one up already\n  fix: leave it out, and point at the first: existing: { … }",
    ],
    [
      "one to bring up and one that is there",
      [
        {
          by: "manifests",
          prometheus: {},
          existing: { prometheus: "http://prometheus.monitoring:9090" },
        },
      ],
      "error: addons, prometheus: got a prometheus to bring up, and one that is there: http://prometheus.monitoring:9090\n  fix: leave out prometheus or existing.prometheus",
    ],
    [
      "nobody to ask",
      [{ by: "flux", kiali: {} }],
      'error: addons, kiali: got kiali, which shows what Prometheus has, and no Prometheus\n  fix: add prometheus: {}, or existing: { prometheus: "http://…" }',
    ],
    [
      "a mesh whose pods and rules a plain Prometheus does not find",
      [
        {
          by: "manifests",
          prometheus: {},
          meshes: [{ ...shop, monitoring: {} }],
        },
      ],
      'error: mesh shop, monitoring: got {"scrape":"operator","rules":"PrometheusRule"}, expected pods found by annotations, and rules that the addons load\n  fix: write monitoring: { scrape: "annotations", rules: "none" }',
    ],
    [
      "a mesh that goes by annotations, under the operator",
      [{ by: "flux", prometheus: {}, meshes: [shop] }],
      'error: mesh shop, monitoring.scrape: got "annotations", expected operator, which the addons bring up\n  fix: leave it out',
    ],
    [
      "a size that is no quantity",
      [{ by: "manifests", jaeger: { storage: { size: "10 GB" } } }],
      'error: addons, jaeger.storage.size: got "10 GB", expected a quantity such as 250m, 1 or 128Mi\n  fix: write a number and its unit: "128Mi"',
    ],
  ])("%s", (_, given, expected) => {
    expect(addons(...given).said).toEqual([expected]);
  });
});

test.each(["manifests", "flux"] as const)(
  "by %s: no check finds anything in it",
  (by) => {
    const meshes = by === "manifests" ? [shop] : [];
    const { objects, said } = addons({ by, meshes, ...all });
    expect(said).toEqual([]);
    const text = objects.map(toYaml).join("---\n");
    const read = readText({ file: "addons.yaml", text });
    const { findings } = judge(
      { ...read, texts: new Map([["addons.yaml", text]]) },
      ALL_CHECKS,
    );
    expect(findings).toEqual([]);
  },
);

test("nothing that was not asked for", () => {
  const { objects } = addons({ by: "manifests", jaeger: {} });
  expect(
    objects
      .filter(({ kind }) => kind === "Deployment")
      .map(({ metadata }) => metadata.name),
  ).toEqual(["jaeger"]);
});

test("every pod has its limits, is restricted, and stands outside the mesh", () => {
  const { objects } = addons({ by: "manifests", meshes: [shop], ...all });
  const deployments = objects.filter(({ kind }) => kind === "Deployment");
  expect(deployments.map(({ metadata }) => metadata.name)).toEqual([
    "prometheus",
    "kube-state-metrics",
    "alertmanager",
    "grafana",
    "kiali",
    "jaeger",
  ]);
  for (const { spec } of deployments) {
    const { metadata, spec: pod } = spec.template;
    expect(metadata.labels["sidecar.istio.io/inject"]).toBe("false");
    for (const container of pod.containers) {
      expect(container.image).toMatch(/:v?\d+\.\d+\.\d+$/);
      expect(container.resources.limits.memory).toMatch(/Mi$|Gi$/);
      expect(container.securityContext.readOnlyRootFilesystem).toBe(true);
    }
  }
});

test("what has a volume keeps it, and Flux does not prune it", () => {
  const { objects } = addons({
    by: "manifests",
    prometheus: { storage: { size: "50Gi", className: "fast" } },
  });
  expect(find(objects, "PersistentVolumeClaim")).toMatchObject({
    metadata: {
      name: "prometheus-data",
      annotations: { "kustomize.toolkit.fluxcd.io/prune": "disabled" },
    },
    spec: {
      storageClassName: "fast",
      resources: { requests: { storage: "50Gi" } },
    },
  });
});

test("nobody gets in without an account, unless that is asked for", () => {
  const env = (anonymous: object) =>
    find(
      addons({
        by: "manifests",
        existing: { prometheus: "http://prometheus.monitoring:9090" },
        grafana: anonymous,
      }).objects,
      "Deployment",
    )["spec"].template.spec.containers[0].env.map(
      ({ name }: { name: string }) => name,
    );
  expect(env({})).not.toContain("GF_AUTH_ANONYMOUS_ENABLED");
  expect(env({ anonymous: "Viewer" })).toContain("GF_AUTH_ANONYMOUS_ENABLED");
});

test("Kiali and Grafana point at what is there already", () => {
  const existing = {
    prometheus: "http://prometheus.monitoring:9090",
    jaeger: "http://jaeger.tracing:16686",
  };
  const { objects } = addons({
    by: "manifests",
    existing,
    grafana: {},
    kiali: {},
  });
  for (const name of ["grafana", "kiali"]) {
    const files = JSON.stringify(find(objects, "ConfigMap", name)["data"]);
    expect(files).toContain(existing.prometheus);
    expect(files).toContain(existing.jaeger);
  }
});

test("two meshes: an Alertmanager with receivers for each", () => {
  const blog = { ...shop, name: "blog" };
  const { objects } = addons({
    by: "manifests",
    meshes: [shop, blog],
    prometheus: {},
  });
  const config = find(objects, "ConfigMap", "alertmanager")["data"][
    "alertmanager.yml"
  ] as string;
  expect(config.match(/^ {2}- name: .*/gm)).toEqual([
    "  - name: nobody",
    "  - name: shop-pages",
    "  - name: shop-tickets",
    "  - name: blog-pages",
    "  - name: blog-tickets",
  ]);
});

describe("by Flux", () => {
  const releases = (props: object) =>
    addons({ by: "flux", ...props })
      .objects.filter(({ kind }) => kind === "HelmRelease")
      .map(({ metadata, spec }) => [metadata.name, spec.chart.spec.chart]);

  test("Grafana comes with Prometheus, or from a chart of its own", () => {
    expect(releases(all)).toEqual([
      ["kube-prometheus-stack", "kube-prometheus-stack"],
      ["kiali", "kiali-server"],
      ["jaeger", "jaeger"],
    ]);
    expect(
      releases({
        grafana: {},
        existing: { prometheus: "http://prometheus.monitoring:9090" },
      }),
    ).toEqual([["grafana", "grafana"]]);
  });

  test("rules and monitors are taken whatever their labels", () => {
    const { objects } = addons({ by: "flux", prometheus: {} });
    expect(
      find(objects, "HelmRelease")["spec"].values.prometheus.prometheusSpec,
    ).toEqual({
      retention: "15d",
      ruleSelectorNilUsesHelmValues: false,
      podMonitorSelectorNilUsesHelmValues: false,
      serviceMonitorSelectorNilUsesHelmValues: false,
      probeSelectorNilUsesHelmValues: false,
      scrapeConfigSelectorNilUsesHelmValues: false,
    });
  });

  test("Jaeger's volume is made beside its chart, which only mounts it", () => {
    const { objects } = addons({
      by: "flux",
      jaeger: { storage: { size: "10Gi" } },
    });
    expect(find(objects, "PersistentVolumeClaim")["metadata"].name).toBe(
      "jaeger-data",
    );
    expect(
      find(objects, "HelmRelease")["spec"].values.jaeger.extraVolumes,
    ).toEqual([
      {
        name: "spans",
        persistentVolumeClaim: { claimName: "jaeger-data" },
      },
    ]);
  });
});
