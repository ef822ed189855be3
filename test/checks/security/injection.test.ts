import { saidOf } from "./findings";

const OWN =
  "securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] }, runAsNonRoot: true }";

interface Shop {
  readonly level?: string;
  readonly istio?: string;
  readonly annotations?: string;
  readonly labels?: string;
  readonly injection?: string;
  readonly seccomp?: "pod" | "container";
}

function shop({
  level = "restricted",
  istio = "",
  annotations = "",
  labels = "",
  injection = "istio-injection: enabled",
  seccomp = "pod",
}: Shop): string {
  const profile = "seccompProfile: { type: RuntimeDefault }";
  return `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { ${injection}, pod-security.kubernetes.io/enforce: ${level} } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  template:
    metadata: { labels: { app: web, ${labels} }, annotations: { ${annotations} } }
    spec:
      ${seccomp === "pod" ? `securityContext: { ${profile} }` : ""}
      containers: [{ name: web, image: "web:1", ${seccomp === "pod" ? OWN : OWN.replace("{", `{ ${profile},`)} }]
---
${istio}`;
}

const operator = (spec: string) => `
apiVersion: install.istio.io/v1alpha1
kind: IstioOperator
metadata: { name: istio, namespace: istio-system }
spec: ${spec}
`;

const idsOf = (text: string) =>
  saidOf(text).map((said) => said.split(" ").slice(0, 2).join(" "));

describe("istio-init in a namespace that enforces a standard", () => {
  test.each(["baseline", "restricted"])("%s refuses it", (level) => {
    expect(idsOf(shop({ level }))).toEqual([
      "warning security/injection-refused",
    ]);
  });

  test("privileged admits it", () => {
    expect(saidOf(shop({ level: "privileged" }))).toEqual([]);
  });

  test("where Istio's settings are read, and no CNI is among them, it is an error", () => {
    expect(saidOf(shop({ istio: operator("{ profile: default }") }))).toEqual([
      "error security/injection-refused got the namespace shop enforcing restricted and injection into the pods of web, which adds istio-init as root with NET_ADMIN and NET_RAW, expected istio-cni: without it the pods are refused",
    ]);
  });

  test.each([
    ["a component", operator("{ components: { cni: { enabled: true } } }")],
    ["a value", operator("{ values: { pilot: { cni: { enabled: true } } } }")],
    ["a profile", operator("{ profile: openshift }")],
    [
      "a chart by Flux",
      "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: cni }\nspec: { chart: { spec: { chart: cni } } }",
    ],
    [
      "a chart by Argo CD",
      "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: istiod }\nspec: { source: { chart: istiod, helm: { valuesObject: { pilot: { cni: { enabled: true } } } } } }",
    ],
    [
      "the Sail operator",
      "apiVersion: sailoperator.io/v1\nkind: IstioCNI\nmetadata: { name: default }",
    ],
    [
      "the injector's own values",
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: istio-sidecar-injector, namespace: istio-system }\ndata: { values: \'{"pilot":{"cni":{"enabled":true}}}\' }',
    ],
  ])("istio-cni, known by %s, takes it away", (_, istio) => {
    expect(saidOf(shop({ istio }))).toEqual([]);
  });

  test.each<[string, Shop]>([
    ["injection is not on", { injection: "team: shop" }],
    ["the pod opts out", { labels: 'sidecar.istio.io/inject: "false"' }],
    ["the mesh is ambient", { injection: "istio.io/dataplane-mode: ambient" }],
    [
      "nothing is redirected",
      { annotations: "sidecar.istio.io/interceptionMode: NONE" },
    ],
    [
      "another template is asked for",
      { annotations: "inject.istio.io/templates: gateway" },
    ],
  ])("there is none where %s", (_, given) => {
    expect(saidOf(shop(given))).toEqual([]);
  });

  test("a list of templates with the usual one adds it", () => {
    const annotations = 'inject.istio.io/templates: "sidecar,spire"';
    expect(idsOf(shop({ annotations }))).toEqual([
      "warning security/injection-refused",
    ]);
  });

  test("many workloads are one finding of their namespace", () => {
    const pods = ["a", "b", "c", "d", "e"].map(
      (name) => `
---
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { sidecar.istio.io/inject: "true" } }
spec: { containers: [{ name: web, image: "web:1" }] }`,
    );
    expect(
      saidOf(
        shop({ level: "baseline" }) + pods.join(""),
        "injection-refused",
      ).map((text) => /pods of .*?, which/.exec(text)?.[0]),
    ).toEqual(["pods of a, b, c and 3 others, which"]);
  });
});

describe("the sidecar itself, with istio-cni", () => {
  const istio = operator("{ components: { cni: { enabled: true } } }");

  test("a profile on the application's container alone leaves it without", () => {
    expect(saidOf(shop({ istio, seccomp: "container" }))).toEqual([
      'error security/sidecar-refused got no seccompProfile on the containers "istio-validation" and "istio-proxy", which injection adds, expected what restricted asks for; the namespace shop enforces it and refuses the pods',
    ]);
  });

  test("Istio may be told to give it one", () => {
    const values =
      "{ pilot: { cni: { enabled: true } }, global: { proxy: { seccompProfile: { type: RuntimeDefault } } } }";
    expect(
      saidOf(
        shop({
          istio: operator(`{ values: ${values} }`),
          seccomp: "container",
        }),
      ),
    ).toEqual([]);
  });

  test("baseline asks for none", () => {
    expect(
      saidOf(shop({ istio, level: "baseline", seccomp: "container" })),
    ).toEqual([]);
  });

  test("TPROXY needs NET_ADMIN, which not even baseline admits", () => {
    const annotations = "sidecar.istio.io/interceptionMode: TPROXY";
    expect(saidOf(shop({ istio, level: "baseline", annotations }))).toEqual([
      'error security/sidecar-refused got the capability NET_ADMIN on the container "istio-proxy", which injection adds, expected what baseline asks for; the namespace shop enforces it and refuses the pods',
    ]);
  });
});
