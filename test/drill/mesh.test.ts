import { documentsOf, readManifests } from "../../src/drill/manifests";
import { meshOf } from "../../src/drill/mesh";
import { printProblem } from "../../src/problems/print";
import { inFolder } from "./folder";

function mesh(yaml: string) {
  return inFolder({ "shop.yaml": yaml }, (folder) =>
    meshOf(readManifests(folder).found),
  );
}

const workload = (app: string, version: string, replicas = 1) => `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${app}-${version}, namespace: shop }
spec:
  replicas: ${replicas}
  template: { metadata: { labels: { app: ${app}, version: ${version} } } }
`;
const service = (app: string, port: string) => `---
apiVersion: v1
kind: Service
metadata: { name: ${app}, namespace: shop }
spec: { selector: { app: ${app} }, ports: [{ name: ${port}, port: 80 }] }
`;

test.each([
  ["http", "http"],
  ["http2-api", "http"],
  ["grpc", "grpc"],
  ["grpc-web", "grpc"],
  ["tcp-redis", "tcp"],
  ["redis", "tcp"],
  ["https", "tcp"],
])("a port named %s is played as %s", (port, protocol) => {
  expect(mesh(service("cart", port) + workload("cart", "v1")).value).toEqual({
    namespace: "shop",
    services: [
      {
        name: "cart",
        protocol,
        versions: [{ version: "v1", role: "stable", share: 1 }],
      },
    ],
  });
});

test("more Services in a namespace outside the mesh => the mesh is played all the same", () => {
  const outside = `---
apiVersion: v1
kind: Namespace
metadata: { name: watch, labels: { istio-injection: disabled } }
`;
  const watching = ["prometheus", "grafana"]
    .map((name) => service(name, "http") + workload(name, "v1"))
    .join("")
    .replaceAll("namespace: shop", "namespace: watch");
  const described = mesh(
    service("cart", "http") + workload("cart", "v1") + outside + watching,
  );
  expect(described.value?.namespace).toBe("shop");
});

const routes = `---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: cart, namespace: shop }
spec:
  host: cart.shop.svc.cluster.local
  subsets:
    - { name: main, labels: { version: v1 } }
    - { name: next, labels: { version: v2 } }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: cart, namespace: shop }
spec:
  hosts: [cart.shop.svc.cluster.local]
  http:
    - match: [{ headers: { canary: { exact: "true" } } }]
      route: [{ destination: { host: cart, subset: next } }]
    - route:
        - { destination: { host: cart, subset: main }, weight: 90 }
        - { destination: { host: cart, subset: next }, weight: 10 }
`;
const two = workload("cart", "v1", 3) + workload("cart", "v2", 1);

test("a VirtualService shares the requests by weight, and names the versions by its subsets", () => {
  expect(
    mesh(service("cart", "http") + two + routes).value?.services[0]?.versions,
  ).toEqual([
    { version: "v1", role: "stable", share: 0.9 },
    { version: "v2", role: "canary", share: 0.1 },
  ]);
});

test("without one the pods share them", () => {
  expect(
    mesh(service("cart", "http") + two).value?.services[0]?.versions,
  ).toEqual([
    { version: "v1", role: "stable", share: 0.75 },
    { version: "v2", role: "canary", share: 0.25 },
  ]);
});

test("no service, no mesh", () => {
  expect(mesh(workload("cart", "v1")).problems.map(printProblem)).toEqual([
    "error: the manifests: got no Service that selects a workload, expected a mesh\n" +
      "  fix: name the folder that holds the Services and Deployments too",
  ]);
});

test("a broken file is named with its line", () => {
  const { found, problems } = documentsOf(
    "kind: Service\n---\nkind: [Service\n---\nkind: List\n",
    "dist/a.yaml",
  );
  expect(found.map(({ value }) => value)).toEqual([
    { kind: "Service" },
    { kind: "List" },
  ]);
  expect(problems.map(printProblem)).toEqual([
    expect.stringMatching(/^error: dist\/a\.yaml:\d+:\d+: got .+\n {2}fix: /),
  ]);
});
