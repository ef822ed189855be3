import { printProblem } from "../../src/problems/print";
import { adopted } from "./of";

test("what the cluster added is taken out, what the user wrote stays", () => {
  const { objects, stripped } = adopted(`
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Service
  metadata:
    name: a
    uid: 1-2
    resourceVersion: "7"
    creationTimestamp: "2026-01-01T00:00:00Z"
    managedFields: [{manager: kubectl}]
    annotations: {kubectl.kubernetes.io/last-applied-configuration: "{}"}
  spec: {clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1], selector: {app: a}, ports: [{port: 80, nodePort: 30080}]}
  status: {loadBalancer: {}}
- apiVersion: v1
  kind: Service
  metadata: {name: b, uid: 1-3}
  spec: {clusterIP: None, clusterIPs: [None], ports: [{port: 80}]}
- apiVersion: v1
  kind: Service
  metadata: {name: c}
  spec: {clusterIP: 10.0.0.3, ports: [{port: 80}]}
`);
  expect(objects.map(({ object }) => object)).toEqual([
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "a" },
      spec: { selector: { app: "a" }, ports: [{ port: 80, nodePort: 30080 }] },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "b" },
      spec: { clusterIP: "None", clusterIPs: ["None"], ports: [{ port: 80 }] },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "c" },
      spec: { clusterIP: "10.0.0.3", ports: [{ port: 80 }] },
    },
  ]);
  expect(Object.fromEntries(stripped)).toMatchObject({
    status: 1,
    "metadata.uid": 2,
    "spec.clusterIP": 1,
  });
});

test("what a controller makes of others here is left out, and said", () => {
  const { objects, leftOut } = adopted(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: a, namespace: shop}
spec: {selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {containers: [{name: c, image: x}]}}}
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: a-1, namespace: shop, ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: a, controller: true, uid: u}]}
---
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: b-1, namespace: shop, ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: b, controller: true, uid: u}]}
`);
  expect(objects.map(({ manifest }) => manifest.identity.name)).toEqual([
    "a",
    "b-1",
  ]);
  expect(leftOut).toEqual([
    "1 object that a controller makes of others here (ReplicaSets, Pods, EndpointSlices)",
  ]);
});

const MAP = (value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {k: ${value}}\n---\n`;

test("the same object twice comes out once", () => {
  const { objects, problems } = adopted(MAP("one") + MAP("one"));
  expect(objects).toHaveLength(1);
  expect(problems).toEqual([]);
});

test("two objects of one name are an error; the last one is taken", () => {
  const { objects, problems } = adopted(MAP("one") + MAP("two"));
  expect(objects.map(({ object }) => object["data"])).toEqual([{ k: "two" }]);
  expect(problems.map(printProblem)).toEqual([
    "error: in.yaml:6: got ConfigMap default/a a second time, and other than in in.yaml:1; the last one is taken, as kubectl does\n  fix: keep one of the two, or give one another name or namespace; of a kustomize base and its overlay give what kubectl kustomize makes",
  ]);
});

test("an object without a name, and what kustomize reads", () => {
  const { objects, problems, leftOut } = adopted(
    "apiVersion: v1\nkind: Pod\nmetadata: {generateName: a-}\n---\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n",
  );
  expect(objects).toEqual([]);
  expect(problems.map(printProblem)).toEqual([
    "error: in.yaml:3: got a Pod without a name, expected one; generateName makes a new object each time\n  fix: give it metadata.name; it is left out",
  ]);
  expect(leftOut).toEqual([
    "1 object that kustomize reads: give sidelight what it makes, kubectl kustomize … | sidelight adopt -",
  ]);
});

test("a name that would be no host or file is refused", () => {
  const { objects, problems } = adopted(
    "apiVersion: v1\nkind: Service\nmetadata: {name: ../x}\n---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: 'system:x'}\n",
  );
  expect(objects.map(({ manifest }) => manifest.identity.name)).toEqual([
    "system:x",
  ]);
  expect(problems.map(printProblem)).toEqual([
    "error: in.yaml:3, Service ../x, name: got \"../x\", expected a DNS name: lower-case letters, digits, '-' and '.'\n  fix: write it like web-app",
  ]);
});
