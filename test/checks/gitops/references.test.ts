import { GITOPS_CHECKS } from "../../../src/checks/gitops/list";
import { runChecks } from "../../../src/checks/run";
import { manifestsOf } from "../istio/manifests-of";
import { deployment, said } from "./said";

const configMap = (name: string, data = "a: b") => `
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: shop }
data: { ${data} }
---`;

const pod = (spec: string) => deployment("web", "app: web", spec);
const VOLUME = "spec.template.spec.volumes[0]";

test.each([
  [
    "volumes: [{ name: v, configMap: { name: x } }]",
    `${VOLUME}.configMap.name`,
  ],
  [
    "volumes: [{ name: v, projected: { sources: [{ configMap: { name: x } }] } }]",
    `${VOLUME}.projected.sources[0].configMap.name`,
  ],
  [
    "initContainers: [{ name: c, envFrom: [{ configMapRef: { name: x } }] }]",
    "spec.template.spec.initContainers[0].envFrom[0].configMapRef.name",
  ],
  [
    "containers: [{ name: c, env: [{ name: A, valueFrom: { configMapKeyRef: { name: x, key: k } } }] }]",
    "spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef.name",
  ],
])("%s names a ConfigMap", (spec, path) => {
  expect(said(configMap("other") + pod(spec))).toEqual([
    `warning missing-config-map ${path}: got the ConfigMap x, which is not there, expected one in shop`,
  ]);
  expect(said(configMap("x", "k: v") + pod(spec))).toEqual([]);
});

test("a name is said once of a pod, however often it stands there", () => {
  const twice =
    "containers: [{ name: c, envFrom: [{ configMapRef: { name: x } }, { configMapRef: { name: x } }] }]";
  expect(said(configMap("other") + pod(twice))).toHaveLength(1);
});

test.each([
  "volumes: [{ name: v, configMap: { name: x, optional: true } }]",
  "volumes: [{ name: v, configMap: { name: kube-root-ca.crt } }]",
  "volumes: [{ name: v, configMap: { name: istio-ca-root-cert } }]",
  "serviceAccountName: default",
])("%s is no missing reference", (spec) => {
  expect(
    said(`${configMap("other")}${pod(spec)}
apiVersion: v1
kind: ServiceAccount
metadata: { name: other, namespace: shop }
`),
  ).toEqual([]);
});

test("the fix names what was meant", () => {
  const manifests = manifestsOf(
    configMap("prices") +
      pod("volumes: [{ name: v, configMap: { name: price } }]"),
  );
  expect(runChecks(manifests, GITOPS_CHECKS).map(({ fix }) => fix)).toEqual([
    "add it, or write prices where that is meant; optional: true where the pod can do without",
  ]);
});

test("a ConfigMap is told where others of its namespace, or that itself, were read", () => {
  const web = pod("volumes: [{ name: v, configMap: { name: x } }]");
  expect(said(web)).toEqual([]);
  expect(said(configMap("other").replace("shop", "cart") + web)).toEqual([]);
  expect(
    said(`${web}
apiVersion: v1
kind: Namespace
metadata: { name: shop }
`),
  ).toHaveLength(1);
});

test("keys are looked for in what holds any", () => {
  const web = pod(
    "volumes: [{ name: v, configMap: { name: x, items: [{ key: k, path: k }] } }]",
  );
  expect(said(configMap("x", "other: y") + web)).toEqual([
    `error missing-key ${VOLUME}.configMap.items[0].key: got the key k, which ConfigMap shop/x does not hold, expected one of other`,
  ]);
  // A trust bundle's label has somebody fill the ConfigMap in.
  expect(said(configMap("x", "") + web)).toEqual([]);
  expect(
    said(
      `${configMap("x", "other: y").replace("data:", "binaryData: { k: eA== }\ndata:")}${web}`,
    ),
  ).toEqual([]);
});

describe("Secrets", () => {
  const web = pod("volumes: [{ name: v, secret: { secretName: login } }]");
  const made = (apiVersion: string, kind: string, spec: string) => `
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: x, namespace: shop }
spec: { ${spec} }
---`;

  test("are not looked for where none is read", () => {
    expect(said(web + configMap("other"))).toEqual([]);
  });

  test.each([
    ["external-secrets.io/v1", "ExternalSecret", "target: { name: login }"],
    ["cert-manager.io/v1", "Certificate", "secretName: login"],
    [
      "bitnami.com/v1alpha1",
      "SealedSecret",
      "template: { metadata: { name: login } }",
    ],
  ])("are made by %s %s", (apiVersion, kind, spec) => {
    expect(said(web + made(apiVersion, kind, spec))).toEqual([]);
    expect(
      said(web + made(apiVersion, kind, spec.replace("login", "other"))),
    ).toEqual([
      `info missing-secret ${VOLUME}.secret.secretName: got the Secret login, which is not among those of shop: other`,
    ]);
  });

  const ingress = (annotations: string) => `
apiVersion: v1
kind: Secret
metadata: { name: other, namespace: shop }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop, namespace: shop, annotations: { ${annotations} } }
spec: { tls: [{ secretName: certificate }] }
`;

  test("by which images are pulled count", () => {
    expect(
      said(
        pod("imagePullSecrets: [{ name: pull }]") +
          made("cert-manager.io/v1", "Certificate", "secretName: login"),
      ),
    ).toEqual([
      "info missing-secret spec.template.spec.imagePullSecrets[0].name: got the Secret pull, which is not among those of shop: login",
    ]);
  });

  test("of an Ingress are made where it asks cert-manager", () => {
    expect(said(ingress(""))).toEqual([
      "info missing-secret spec.tls[0].secretName: got the Secret certificate, which is not among those of shop: other",
    ]);
    expect(
      said(ingress("cert-manager.io/cluster-issuer: letsencrypt")),
    ).toEqual([]);
  });
});

test("a binding's ServiceAccount may be of another namespace", () => {
  const binding = (name: string) => `
apiVersion: v1
kind: ServiceAccount
metadata: { name: reader, namespace: cart }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: readers }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ kind: ServiceAccount, name: ${name}, namespace: cart }, { kind: Group, name: people }]
`;
  expect(said(binding("reader"))).toEqual([]);
  expect(said(binding("raeder"))).toEqual([
    "warning missing-service-account subjects[0].name: got the ServiceAccount raeder, which is not there, expected one in cart",
  ]);
});

test("a StatefulSet makes its own claims", () => {
  const statefulSet = (claim: string) => `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: other, namespace: shop }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec:
  selector: { matchLabels: { app: db } }
  volumeClaimTemplates: [{ metadata: { name: data } }]
  template:
    metadata: { labels: { app: db } }
    spec:
      volumes: [{ name: ${claim}, persistentVolumeClaim: { claimName: ${claim} } }]
`;
  expect(said(statefulSet("data"))).toEqual([]);
  expect(said(statefulSet("data-db-0"))).toEqual([]);
  expect(said(statefulSet("date"))).toHaveLength(1);
});
