import { App } from "cdk8s";
import { Addons } from "../../src/addons/addons";
import type { EnvironmentsProps } from "../../src/constructs/environments";
import { Environments } from "../../src/constructs/environments";
import { Mesh } from "../../src/constructs/mesh";
import { Layers } from "../../src/gitops/layers";
import { Istio } from "../../src/install/istio";
import type { LayersProps } from "../../src/platform/layers";
import { printProblem } from "../../src/problems/print";
import { checked } from "../../src/synth/checked";
import { render } from "../../src/synth/render";
import { documents } from "../manifest";

const byFlux: LayersProps = { by: "flux", source: { name: "shop" } };
const shop = {
  name: "shop",
  services: [
    { name: "web-app", image: "registry.example/web-app:1.4.2", port: 8080 },
  ],
};

function layered(props: LayersProps, fill: (layers: Layers) => void) {
  const app = new App();
  fill(new Layers(app, "shop", props));
  const { dist, artifacts, problems } = render(app);
  return {
    dist: dist.map(({ path }) => path),
    artifacts: artifacts.map(({ path }) => path),
    said: problems.map(printProblem),
    flux: dist
      .filter(({ path }) => path.startsWith("flux/"))
      .flatMap(({ content }) => documents(content)),
  };
}

test("a folder a layer; CRDs go into the first by themselves, whatever the order of the code", () => {
  const { dist, said, flux } = layered(byFlux, (layers) => {
    new Mesh(layers.services, "shop", shop);
    new Istio(layers.istio, "istio", { by: "flux" });
    new Addons(layers.addons, "addons", { by: "flux", prometheus: {} });
  });
  expect(said).toEqual([]);
  expect(dist).toEqual([
    "1-crds/addons.k8s.yaml",
    "1-crds/istio.k8s.yaml",
    "2-istio/istio.k8s.yaml",
    "3-addons/addons.k8s.yaml",
    "4-services/00-mesh.k8s.yaml",
    "4-services/web-app.k8s.yaml",
    "flux/shop.k8s.yaml",
  ]);
  expect(
    flux.map(({ metadata, spec }) => [
      metadata.name,
      spec.path,
      spec.dependsOn ?? [],
      spec.prune,
      spec.wait,
    ]),
  ).toEqual([
    ["shop-crds", "./dist/1-crds", [], false, true],
    ["shop-istio", "./dist/2-istio", [{ name: "shop-crds" }], true, true],
    ["shop-addons", "./dist/3-addons", [{ name: "shop-istio" }], true, true],
    [
      "shop-services",
      "./dist/4-services",
      [{ name: "shop-addons" }],
      true,
      true,
    ],
  ]);
});

test("layers that are not there are left out of the order", () => {
  const { flux } = layered(byFlux, (layers) => {
    new Istio(layers.istio, "istio", { by: "flux" });
    new Mesh(layers.services, "shop", shop);
  });
  expect(flux.at(-1)?.["spec"].dependsOn).toEqual([{ name: "shop-istio" }]);
});

test("for kubectl: the same folders, and nothing of Flux's", () => {
  const { dist, artifacts, said } = layered({ by: "kubectl" }, (layers) => {
    new Istio(layers.istio, "istio", { by: "istioctl" });
    new Mesh(layers.services, "shop", shop);
  });
  expect(said).toEqual([]);
  expect(dist).toEqual([
    "2-istio/istio.k8s.yaml",
    "4-services/00-mesh.k8s.yaml",
    "4-services/web-app.k8s.yaml",
  ]);
  expect(artifacts).toEqual(["2-istio/istio/istio.yaml"]);
});

describe("input => what is said", () => {
  test.each([
    [
      "Flux without a source",
      { by: "flux" } as const,
      'error: layers, source: got nothing, expected where Flux finds the folders\n  fix: write source: { name: "shop" }, a GitRepository\'s name',
    ],
    [
      "kubectl with one",
      { ...byFlux, by: "kubectl" } as const,
      "error: layers, source: got a source, which only Flux reads\n  fix: leave it out, or write by: 'flux'",
    ],
  ])("%s", (_, props, expected) => {
    const { said } = layered(props, (layers) => {
      new Mesh(layers.services, "shop", shop);
    });
    expect(said).toEqual([expected]);
  });

  test("a layer that is empty because of what is wrong: only that is said", () => {
    const { said } = layered(byFlux, (layers) => {
      new Mesh(layers.services, "shop", { ...shop, name: "Shop" });
    });
    expect(said).toEqual([
      "error: mesh Shop, name: got \"Shop\", expected a DNS label: lower-case letters, digits and '-', with a letter or digit at both ends\n  fix: write it like web-app",
    ]);
  });

  test("a layer that stays empty, for which Flux would wait", () => {
    const { said } = layered(byFlux, (layers) => {
      new Mesh(layers.services, "shop", shop);
      void layers.addons;
    });
    expect(said).toEqual([
      "error: layers, addons: got the layer addons with nothing in it\n  fix: put something into it, or do not ask for it",
    ]);
  });
});

describe("with environments", () => {
  const clusters: EnvironmentsProps["environments"] = {
    staging: { cluster: "staging", replicas: 1 },
    production: { cluster: "production" },
  };
  const synthesized = (build: (app: App) => void) => {
    const app = new App();
    build(app);
    const { dist, problems } = render(app);
    return { dist, said: problems.map(printProblem) };
  };

  test("each in layers of its own, for a cluster each", () => {
    const { dist, said } = synthesized((app) => {
      new Environments(app, "shop", {
        mesh: shop,
        environments: clusters,
        within: ({ scope, mesh }) => {
          const layers = new Layers(scope, "shop", byFlux);
          new Istio(layers.istio, "istio", { by: "flux" });
          new Addons(layers.addons, "addons", {
            by: "flux",
            meshes: [mesh],
            prometheus: {},
          });
          return layers.services;
        },
      });
    });
    expect(said).toEqual([]);
    expect(dist.map(({ path }) => path)).toEqual(
      ["production", "staging"].flatMap((environment) =>
        [
          "1-crds/addons",
          "1-crds/istio",
          "2-istio/istio",
          "3-addons/addons",
          "4-services/00-mesh",
          "4-services/web-app",
          "flux/shop",
        ].map((file) => `${environment}/${file}.k8s.yaml`),
      ),
    );
    const flux = dist.find(({ path }) => path === "staging/flux/shop.k8s.yaml");
    expect(documents(flux?.content ?? "").map(({ spec }) => spec.path)).toEqual(
      [
        "./dist/staging/1-crds",
        "./dist/staging/2-istio",
        "./dist/staging/3-addons",
        "./dist/staging/4-services",
      ],
    );
    // Layers of one environment are judged together, and apart from the other's.
    expect(checked("dist", dist)).toEqual({ errors: 0, report: "" });
  });

  test("what is made beside a mesh gets it as the environment has it", () => {
    const seen: unknown[] = [];
    synthesized((app) => {
      new Environments(app, "shop", {
        mesh: shop,
        environments: clusters,
        within: ({ scope, name, mesh }) => {
          seen.push([name, mesh.services.map(({ replicas }) => replicas)]);
          return scope;
        },
      });
    });
    expect(seen).toEqual([
      ["staging", [1]],
      ["production", [undefined]],
    ]);
  });

  test("providers are those of the environment's own Istio", () => {
    const { said } = synthesized((app) => {
      new Environments(app, "shop", {
        mesh: { ...shop, telemetry: { tracing: { provider: "jaeger" } } },
        environments: clusters,
        within: ({ scope, name }) => {
          const layers = new Layers(scope, "shop", byFlux);
          new Istio(layers.istio, "istio", {
            by: "flux",
            ...(name === "production" && {
              providers: {
                jaeger: { opentelemetry: { service: "jaeger.observability" } },
              },
            }),
          });
          return layers.services;
        },
      });
    });
    expect(said).toEqual([
      expect.stringMatching(
        /^error: telemetry default, tracing\.provider: got "jaeger", expected/,
      ),
    ]);
  });

  const sameCluster: EnvironmentsProps["environments"] = {
    staging: {
      namespace: "shop-staging",
      monitoring: { controlPlane: false },
    },
    production: {},
  };

  test("several in one cluster: all in its layer of services", () => {
    const { dist, said } = synthesized((app) => {
      const layers = new Layers(app, "shop", byFlux);
      new Environments(layers.services, "shop", {
        mesh: shop,
        environments: sameCluster,
      });
    });
    expect(said).toEqual([]);
    expect(dist.map(({ path }) => path)).toEqual([
      "4-services/production/00-mesh.k8s.yaml",
      "4-services/production/web-app.k8s.yaml",
      "4-services/staging/00-mesh.k8s.yaml",
      "4-services/staging/web-app.k8s.yaml",
      "flux/shop.k8s.yaml",
    ]);
    expect(checked("dist", dist)).toEqual({ errors: 0, report: "" });
  });

  test("a single one in a layer lies in it directly", () => {
    const { dist, said } = synthesized((app) => {
      const layers = new Layers(app, "shop", byFlux);
      new Environments(layers.services, "shop", {
        mesh: shop,
        environments: { production: {} },
      });
    });
    expect(said).toEqual([]);
    expect(dist.map(({ path }) => path)).toContain(
      "4-services/web-app.k8s.yaml",
    );
  });

  test("several clusters in one layer", () => {
    const { said } = synthesized((app) => {
      new Environments(new Layers(app, "shop", byFlux).services, "shop", {
        mesh: shop,
        environments: clusters,
      });
    });
    expect(said).toEqual([
      "error: shop/services/shop: got environments of 2 clusters within 4-services/, which goes into one\n  fix: make layers within each environment: within: ({ scope }) => new Layers(scope, …).services",
    ]);
  });

  test("several environments of one cluster that each bring Istio", () => {
    const { said } = synthesized((app) => {
      new Environments(app, "shop", {
        mesh: shop,
        environments: sameCluster,
        within: ({ scope }) => {
          const layers = new Layers(scope, "shop", byFlux);
          new Istio(layers.istio, "istio", { by: "flux" });
          return layers.services;
        },
      });
    });
    expect(said.join("\n")).toContain(
      "got HelmRelease istiod in istio-system a second time",
    );
  });

  test.each<[what: string, within: (app: App) => unknown, got: string]>([
    ["none", () => undefined, "nothing"],
    [
      "another environment's",
      (app) => new Layers(app, "all", byFlux).services,
      "all/services, which is not within this environment",
    ],
  ])("a place for the mesh: %s", (_, place, got) => {
    const { said } = synthesized((app) => {
      new Environments(app, "shop", {
        mesh: shop,
        environments: { production: {} },
        within: (() => place(app)) as never,
      });
    });
    expect(said).toContain(
      `error: environment production, within: got ${got}, expected the construct in which the mesh is made\n  fix: return one, for example within: ({ scope }) => new Layers(scope, …).services`,
    );
  });
});
