import { App, Chart } from "cdk8s";
import { shop } from "../../src/app/shop";
import { MeshDashboards } from "../../src/constructs/dashboards";
import { Mesh } from "../../src/constructs/mesh";
import type { DashboardsProps } from "../../src/mesh/dashboards";
import type { MeshProps } from "../../src/mesh/mesh";
import { printProblem } from "../../src/problems/print";
import { render } from "../../src/synth/render";
import { ROOT, run } from "../checkout";
import type { Manifest } from "../manifest";
import { rendered } from "../manifest";

const web: MeshProps = {
  name: "shop",
  services: [{ name: "web-app", image: "x:1", port: 80 }],
};

function made(dashboards: DashboardsProps, props: Partial<MeshProps> = {}) {
  return rendered(
    (chart) =>
      new MeshDashboards(chart, "dashboards", { ...web, ...props, dashboards }),
  );
}

function byName(objects: readonly Manifest[], name: string) {
  return objects.find(({ metadata }) => metadata.name === name);
}

/** What the files hold whose names hold a text. */
function textOf(app: App, name: string): string {
  return render(app)
    .dist.filter(({ path }) => path.includes(name))
    .map(({ content }) => content)
    .join("");
}

describe("delivered", () => {
  test("as ConfigMaps that Grafana's sidecar finds by their label", () => {
    const { objects } = made({ folder: "Istio" });
    expect(
      objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`),
    ).toEqual([
      "ConfigMap shop-dashboard-overview",
      "ConfigMap shop-dashboard-service",
      "ConfigMap shop-dashboard-dependencies",
      "ConfigMap shop-dashboard-mtls",
      "ConfigMap shop-dashboard-sidecars",
      "ConfigMap shop-dashboard-control-plane",
      "ConfigMap shop-dashboard-production",
    ]);
    const [overview] = objects;
    expect(overview?.metadata).toMatchObject({
      labels: { grafana_dashboard: "1" },
      annotations: { grafana_folder: "Istio" },
    });
    expect(Object.keys(overview?.["data"] as object)).toEqual([
      "shop-overview.json",
    ]);
  });

  test("as GrafanaDashboards, with Istio's own by their ids", () => {
    const { objects, said } = made({
      as: "GrafanaDashboard",
      instances: { grafana: "main" },
      istio: true,
    });
    expect(said).toEqual([]);
    expect(new Set(objects.map(({ kind }) => kind))).toEqual(
      new Set(["GrafanaDashboard"]),
    );
    expect(byName(objects, "shop-dashboard-overview")?.["spec"]).toEqual({
      instanceSelector: { matchLabels: { grafana: "main" } },
      allowCrossNamespaceImport: true,
      json: expect.stringContaining('"uid": "shop-overview"') as string,
    });
    expect(
      byName(objects, "shop-dashboard-istio-control-plane")?.["spec"],
    ).toMatchObject({ grafanaCom: { id: 7645 } });
  });

  test("in a file of their own, in the namespace where Grafana looks", () => {
    const app = new App();
    new Mesh(app, "shop", { ...web, dashboards: { namespace: "monitoring" } });
    expect(
      textOf(app, "01-dashboards").match(/^ {2}namespace: (.*)$/gm),
    ).toEqual(Array<string>(7).fill("  namespace: monitoring"));
  });

  test("only where they are asked for", () => {
    const app = new App();
    new Mesh(app, "shop", web);
    expect(textOf(app, "dashboards")).toBe("");
  });
});

test("alerts link to their dashboards, those of the mesh by a label where the query has one", () => {
  const app = new App();
  new Mesh(app, "shop", {
    ...web,
    dashboards: { grafana: "https://grafana.example", uid: "eu-shop" },
  });
  const text = textOf(app, "");
  const urls = [...text.matchAll(/dashboard_url: (.*)/g)].map(([, url]) => url);
  for (const url of [
    "https://grafana.example/d/eu-shop-service?var-namespace=shop&var-service=web-app",
    "https://grafana.example/d/eu-shop-mtls?var-namespace=shop&var-service={{ $labels.destination_service_name }}",
    "https://grafana.example/d/eu-shop-control-plane?var-namespace=shop&var-service=",
  ])
    expect(urls).toContain(url);
});

test("Grafana's builders are loaded where dashboards are asked for, and not before", () => {
  const loaded = (code: string) =>
    run(
      `node --import tsx -e '${code}; console.log(Object.keys(require.cache).filter((file) => file.includes("grafana-foundation-sdk")).length > 0)'`,
      ROOT,
    ).out.trim();
  const mesh = (dashboards: string) =>
    `const { App } = require("cdk8s"); const { Mesh } = require("./src/index"); new Mesh(new App(), "shop", { name: "shop", services: [{ name: "web-app", image: "x:1", port: 80 }]${dashboards} })`;
  expect(loaded('require("./src/checks/judge-paths")')).toBe("false");
  expect(loaded(mesh(""))).toBe("false");
  expect(loaded(mesh(", dashboards: {}"))).toBe("true");
});

describe("bad input", () => {
  const said = (dashboards: object, props: Partial<MeshProps> = {}) => {
    const app = new App();
    new Mesh(app, "shop", { ...web, ...props, dashboards });
    return render(app).problems.map(printProblem);
  };

  test.each([
    [
      "a misspelt field",
      { labls: {} },
      "error: mesh shop, dashboards.labls: got a field that does not exist, expected labels\n  fix: write labels",
    ],
    [
      "another way to deliver",
      { as: "configmap" },
      'error: mesh shop, dashboards.as: got "configmap", expected one of ConfigMap, GrafanaDashboard\n  fix: write ConfigMap',
    ],
    [
      "no URL",
      { grafana: "grafana.example" },
      'error: mesh shop, dashboards.grafana: got "grafana.example", expected the URL that Grafana is served under\n  fix: write it like "https://grafana.example"',
    ],
    [
      "a uid with a space",
      { uid: "my shop" },
      "error: mesh shop, dashboards.uid: got \"my shop\", expected letters, digits, '-' and '_', of which Grafana's uids are made\n  fix: write it like shop",
    ],
    [
      "a uid that is too long",
      { uid: "a-shop-with-a-name-of-27-ch" },
      'error: mesh shop, dashboards.uid: got "a-shop-with-a-name-of-27-ch", expected at most 26 characters, this has 27; Grafana\'s uids have at most 40\n  fix: choose a shorter one; nothing is cut off or hashed',
    ],
    [
      "the operator's settings beside a ConfigMap",
      { istio: true },
      'error: mesh shop, dashboards.istio: got true, expected nothing of Grafana\'s operator beside a ConfigMap\n  fix: write as: "GrafanaDashboard", or leave it out',
    ],
  ])("%s", (_, dashboards, expected) => {
    expect(said(dashboards)).toEqual([expected]);
  });

  test("a dashboard that is too large for kubectl", () => {
    const metrics = Array.from({ length: 300 }, (_, index) => ({
      name: `metric_${index}`,
      type: "counter" as const,
      value: 1,
    }));
    expect(said({}, { metrics })).toEqual([
      expect.stringMatching(
        /^error: mesh shop, dashboard overview: got a dashboard of \d+ bytes, expected at most 260096, which kubectl can keep of an object\n {2}fix: take some of the services, canaries or metrics into a mesh of their own$/,
      ),
    ]);
  });

  test("one that is large is written on one line", () => {
    const metrics = Array.from({ length: 200 }, (_, index) => ({
      name: `metric_${index}`,
      type: "counter" as const,
      value: 1,
    }));
    const { objects, said: problems } = made({}, { metrics });
    expect(problems).toEqual([]);
    const data = objects[0]?.["data"] as Record<string, string>;
    const text = data["shop-overview.json"] ?? "";
    expect(text.trimEnd()).not.toContain("\n");
    expect(Buffer.byteLength(JSON.stringify(objects[0]))).toBeLessThan(262_144);
  });
});

test("the example's dashboards are made from the app as it is", () => {
  const chart = new Chart(new App(), "dashboards");
  new MeshDashboards(chart, "dashboards", shop);
  expect(chart.toJson()).toHaveLength(9);
});
