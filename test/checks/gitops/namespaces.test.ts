import { said } from "./said";

const NAMESPACE = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---`;

const inNamespace = (namespace: string, name = "prices") => `
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: ${namespace} }
---`;

test("a namespace is said once, with the number of its objects", () => {
  expect(
    said(
      `${NAMESPACE}${inNamespace("other", "a")}${inNamespace("other", "b")}`,
    ),
  ).toEqual([
    "warning namespace metadata.namespace: got the namespace other, which no Namespace makes, for 2 objects",
  ]);
});

test("nothing is said where no Namespace was read", () => {
  expect(said(inNamespace("other"))).toEqual([]);
});

test.each(["default", "kube-system", "istio-system", "flux-system"])(
  "%s is there anyway",
  (namespace) => {
    expect(said(NAMESPACE + inNamespace(namespace))).toEqual([]);
  },
);

test("a Helm release and an Argo application make namespaces", () => {
  expect(
    said(`${NAMESPACE}${inNamespace("one")}${inNamespace("two")}
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: one, namespace: flux-system }
spec: { targetNamespace: one, install: { createNamespace: true } }
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: two, namespace: argocd }
spec:
  destination: { namespace: two }
  syncPolicy: { syncOptions: [CreateNamespace=true] }
`),
  ).toEqual([]);
});
