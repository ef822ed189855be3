import { App } from "cdk8s";
import { Addons } from "../../src/addons/addons";
import { Mesh } from "../../src/constructs/mesh";
import { Layers } from "../../src/gitops/layers";
import { Istio } from "../../src/install/istio";
import type { LayersProps } from "../../src/platform/layers";
import { printProblem } from "../../src/problems/print";
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
