import { said } from "./said";

const prometheus = (spec: string) => `
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: k8s, namespace: monitoring }
spec: { ${spec} }
---`;

const rule = (name: string, labels = "", namespace = "shop") => `
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: ${name}, namespace: ${namespace}, labels: { ${labels} } }
spec: { groups: [] }
---`;

const labelled = (count: number, label: string) =>
  Array.from({ length: count }, (_, i) =>
    rule(`${label.replace(/\W+/g, "-")}-${String(i)}`, label),
  ).join("");

test("a selector that is left out takes none, an empty one all", () => {
  expect(said(prometheus("ruleNamespaceSelector: {}") + rule("a"))).toEqual([
    "warning not-selected metadata.labels: got no labels, which no Prometheus selects: Prometheus monitoring/k8s takes none at all",
  ]);
  expect(
    said(prometheus("ruleNamespaceSelector: {}, ruleSelector: {}") + rule("a")),
  ).toEqual([]);
});

test("without a selector of namespaces it looks in its own", () => {
  expect(said(prometheus("ruleSelector: {}") + rule("a"))).toEqual([
    "warning not-selected metadata.labels: got no labels, which no Prometheus selects: Prometheus monitoring/k8s looks in monitoring alone",
  ]);
  expect(
    said(prometheus("ruleSelector: {}") + rule("a", "", "monitoring")),
  ).toEqual([]);
});

test("labels of a namespace count where its Namespace was read, its name always", () => {
  const team = prometheus(
    "ruleSelector: {}, ruleNamespaceSelector: { matchLabels: { team: web } }",
  );
  expect(said(team + rule("a"))).toEqual([]);
  expect(
    said(`${team}${rule("a")}
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { team: cart } }
---
apiVersion: v1
kind: Namespace
metadata: { name: monitoring }
`),
  ).toEqual([
    "warning not-selected metadata.labels: got no labels, which no Prometheus selects: Prometheus monitoring/k8s looks in namespaces with team=web",
  ]);
  const named = prometheus(
    "ruleSelector: {}, ruleNamespaceSelector: { matchLabels: { kubernetes.io/metadata.name: other } }",
  );
  expect(said(named + rule("a"))).toHaveLength(1);
});

test("one Prometheus of several is enough", () => {
  const other = prometheus(
    "ruleNamespaceSelector: {}, ruleSelector: { matchLabels: { role: alerts } }",
  ).replace("k8s", "other");
  expect(
    said(
      prometheus("ruleNamespaceSelector: {}") +
        other +
        rule("a", "role: alerts"),
    ),
  ).toEqual([]);
});

test("a PrometheusAgent evaluates no rules, a ThanosRuler does", () => {
  const agent = prometheus("podMonitorSelector: {}").replace(
    "kind: Prometheus",
    "kind: PrometheusAgent",
  );
  expect(said(agent + rule("a"))).toEqual([]);
  const ruler = prometheus(
    "ruleNamespaceSelector: {}, ruleSelector: {}",
  ).replace("kind: Prometheus", "kind: ThanosRuler");
  expect(said(prometheus("") + ruler + rule("a"))).toEqual([]);
});

describe("kube-prometheus-stack, as Flux releases it", () => {
  const release = (more: string) => `
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: stack, namespace: monitoring }
spec:
  chart: { spec: { chart: kube-prometheus-stack } }
  ${more}
---`;

  test("wants the name of the release by default", () => {
    expect(said(release("") + rule("a", "release: stack"))).toEqual([]);
    expect(said(release("") + rule("a", "release: other"))).toEqual([
      "warning not-selected metadata.labels: got the labels release=other, which no Prometheus selects: HelmRelease monitoring/stack wants release=stack",
    ]);
    expect(
      said(release("targetNamespace: obs") + rule("a", "release: obs-stack")),
    ).toEqual([]);
  });

  test("takes all where it is told to", () => {
    const values =
      "values: { prometheus: { prometheusSpec: { ruleSelectorNilUsesHelmValues: false } } }";
    expect(said(release(values) + rule("a"))).toEqual([]);
  });

  test("tells nothing where its values stand elsewhere", () => {
    expect(
      said(
        release("valuesFrom: [{ kind: ConfigMap, name: values }]") + rule("a"),
      ),
    ).toEqual([]);
  });
});

describe("without a Prometheus", () => {
  test("one odd label among many alike is said", () => {
    expect(said(labelled(4, "release: stack") + rule("odd"))).toEqual([
      "warning not-selected metadata.labels: got no label release, where 4 of 5 rules and monitors have release: stack",
    ]);
  });

  test("nothing is said of a set that is not of one mind", () => {
    expect(
      said(labelled(3, "release: stack") + labelled(3, "release: other")),
    ).toEqual([]);
    expect(said(rule("a", "release: stack") + rule("b"))).toEqual([]);
    expect(said(rule("a") + rule("b"))).toEqual([]);
  });
});
