import { ApiObject, App, Chart, Include } from "cdk8s";
import * as plus from "cdk8s-plus-27";
import { join } from "node:path";
import { adopt } from "../../src/constructs/adopt";
import { printProblem } from "../../src/problems/print";
import { render } from "../../src/synth/render";
import { SHOP } from "../adoption/shop";
import { inFolder } from "../manifests/folder";
import { documents, find } from "../manifest";

/** The files of an app, each with its objects, and what is said. */
function synthesized(build: (app: App) => void) {
  const app = new App();
  build(app);
  const { dist, problems } = render(app);
  return {
    files: Object.fromEntries(
      dist.map(({ path, content }) => [path, documents(content)]),
    ),
    said: problems.map(printProblem),
  };
}

test("an Include: its objects get what they lack, charts beside it hold what is added", () =>
  inFolder(SHOP, (folder) => {
    const { files, said } = synthesized((app) => {
      const chart = new Chart(app, "shop");
      for (const file of ["web.yaml", "cart.yml"])
        new Include(chart, file, { url: join(folder, file) });
      adopt(chart, { slo: { availability: 99.9, page: false } });
    });
    expect(said).toEqual([]);
    expect(
      Object.entries(files).map(
        ([file, objects]) =>
          `${file}: ${objects.map((one) => `${one["kind"]} ${one["metadata"].name}`).join(", ")}`,
      ),
    ).toEqual([
      "00-mesh.k8s.yaml: PeerAuthentication default, Telemetry default, PodMonitor istio-proxies, ServiceMonitor istiod, PrometheusRule shop",
      "cart-mesh.k8s.yaml: PrometheusRule cart",
      "shop.k8s.yaml: Service web, Service cart, Deployment web, Deployment web-canary, Deployment cart",
      "web-mesh.k8s.yaml: DestinationRule web, VirtualService web, PrometheusRule web",
    ]);
    const shop = files["shop.k8s.yaml"] ?? [];
    expect(find(shop, "Deployment", "web")["spec"].template.metadata).toEqual({
      labels: {
        app: "web",
        run: "web",
        "sidecar.istio.io/inject": "true",
        track: "stable",
        version: "v1",
      },
    });
    expect(find(shop, "Service", "cart")).toMatchObject({
      metadata: { annotations: { "sidelight.dev/slo": "availability=99.9" } },
      spec: { ports: [{ port: 7070, appProtocol: "grpc" }] },
    });
  }));

test("cdk8s-plus: the selector stays, the pods get their labels", () => {
  const { files, said } = synthesized((app) => {
    const chart = new Chart(app, "web", { namespace: "shop" });
    const web = new plus.Deployment(chart, "web", {
      metadata: { name: "web" },
      containers: [{ image: "registry.example/web:1.4", portNumber: 8080 }],
    });
    web.exposeViaService({
      name: "web",
      ports: [{ name: "http", port: 80, targetPort: 8080 }],
    });
    adopt(app);
  });
  expect(said).toEqual([]);
  expect(Object.keys(files)).toEqual([
    "00-mesh.k8s.yaml",
    "web-mesh.k8s.yaml",
    "web.k8s.yaml",
  ]);
  const { spec } = find(files["web.k8s.yaml"] ?? [], "Deployment") as {
    spec: Record<string, Record<string, unknown>>;
  };
  expect(Object.keys(spec["selector"]?.["matchLabels"] ?? {})).toEqual([
    "cdk8s.io/metadata.addr",
  ]);
  expect(spec["template"]).toMatchObject({
    metadata: {
      labels: {
        app: "web",
        version: "v1",
        "sidecar.istio.io/inject": "true",
        "cdk8s.io/metadata.addr": expect.any(String) as string,
      },
    },
  });
  expect(
    find(files["web-mesh.k8s.yaml"] ?? [], "PrometheusRule")["metadata"],
  ).toMatchObject({ name: "web", namespace: "shop" });
});

test("any ApiObjects; pods without labels get them with their parents", () => {
  const { files } = synthesized((app) => {
    new ApiObject(new Chart(app, "chart"), "bare", {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "bare" },
      spec: {
        template: { spec: { containers: [{ name: "c", image: "x:1" }] } },
      },
    });
    adopt(app);
  });
  expect(
    find(files["chart.k8s.yaml"] ?? [], "Deployment")["spec"].template.metadata,
  ).toEqual({
    labels: { app: "bare", version: "v1", "sidecar.istio.io/inject": "true" },
  });
});

test("a List is said to stay as it is", () =>
  inFolder(SHOP, (folder) => {
    const { said } = synthesized((app) => {
      new Include(new Chart(app, "redis"), "list", {
        url: join(folder, "redis.json"),
      });
      adopt(app);
    });
    expect(said).toEqual([
      "warning: adopt redis/list/object0-list: got a List, expected single objects; its items are left as they are\n  fix: write its items as documents of their own, with --- between them",
    ]);
  }));

test("wrong settings are said, and so is a second time", () => {
  const { said } = synthesized((app) => {
    const chart = new Chart(app, "chart");
    expect(
      adopt(chart, { lables: {}, scrape: "operater" } as object),
    ).toBeUndefined();
    adopt(chart);
    adopt(app);
  });
  expect(said).toEqual([
    "error: adopt the app: got the same objects a second time\n  fix: adopt them once, after all of them are made",
    "error: adopt chart, lables: got a field that does not exist, expected labels\n  fix: write labels",
    'error: adopt chart, scrape: got "operater", expected one of operator, annotations\n  fix: write operator',
  ]);
});
