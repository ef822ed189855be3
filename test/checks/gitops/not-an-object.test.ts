import type { Manifest } from "../../../src/manifests/manifest";
import { deployment, inFiles, said } from "./said";

const RULES = "groups: [{ name: g, rules: [] }]";

function found(files: Readonly<Record<string, string>>): Manifest[] {
  return inFiles(files).map((manifest) => ({ ...manifest, folder: "deploy" }));
}

const KUSTOMIZATION = `
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [web.yaml]
`;

test("plain rules are fine by themselves, and where they are named", () => {
  expect(said(RULES)).toEqual([]);
  expect(said(found({ "rules/mesh.yaml": RULES }))).toEqual([]);
  expect(
    said(
      inFiles({
        "deploy/web.yaml": deployment("web", "app: web"),
        "deploy/rules.yaml": RULES,
      }),
    ),
  ).toEqual([]);
});

test("plain rules in a folder of objects are not", () => {
  expect(
    said(
      found({
        "deploy/web.yaml": deployment("web", "app: web"),
        "deploy/rules.yaml": RULES,
        "deploy/artifacts/rules.yaml": RULES,
      }),
    ),
  ).toEqual([
    "warning not-an-object groups: got rules.yaml, a plain file of Prometheus rules, in a folder of objects, where kubectl apply -f refuses it",
  ]);
});

test("files of kustomize are said once", () => {
  expect(
    said(
      inFiles({
        "a/kustomization.yaml": KUSTOMIZATION,
        "b/kustomization.yaml": KUSTOMIZATION,
      }),
    ),
  ).toEqual([
    "info not-an-object kind: got Kustomization of kustomize.config.k8s.io/v1beta1, and 1 more like it, which kustomize reads and kubectl apply -f refuses; what it changes is not held against other objects",
  ]);
});

describe("what kustomize changes is not held against other objects", () => {
  const base = {
    "base/kustomization.yaml": KUSTOMIZATION,
    "base/web.yaml": deployment("web", "app: web"),
  };
  const again = { "more/web.yaml": deployment("web", "app: web") };
  const ids = (files: Readonly<Record<string, string>>) =>
    said(inFiles(files)).map((line) => line.split(" ")[1]);

  test("a list of resources changes nothing", () => {
    expect(ids({ ...base, ...again })).toEqual([
      "not-an-object",
      "duplicate-object",
    ]);
  });

  test("patches, and bases of what changes them, are parts", () => {
    expect(
      ids({
        ...base,
        "overlay/kustomization.yaml": `
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: shop-eu
resources: [../base]
patches: [{ path: ../patches/replicas.yaml }]
`,
        "patches/replicas.yaml": deployment("web", "app: web"),
        ...again,
      }),
    ).toEqual(["not-an-object"]);
  });

  test("what they make may be what others refer to", () => {
    expect(
      ids({
        "base/kustomization.yaml": `${KUSTOMIZATION}namePrefix: eu-`,
        "base/web.yaml": `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
${deployment("web", "app: web")}`,
        "more/cart.yaml": `
apiVersion: v1
kind: Namespace
metadata: { name: other }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web } }
---
${deployment("cart", "app: cart")}`,
      }),
    ).toEqual(["not-an-object"]);
  });
});
