import { deployment, said } from "./said";

const service = (spec: string) => `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { ${spec} }
---`;

describe("a workload's own selector", () => {
  test("expressions count", () => {
    const web = deployment("web", "app: web").replace(
      "matchLabels: { app: web }",
      "matchExpressions: [{ key: app, operator: In, values: [cart, pay] }]",
    );
    expect(said(web)).toEqual([
      "error template-labels spec.template.metadata.labels: got the labels app=web, expected some that the selector app in (cart, pay) takes",
    ]);
  });

  test("one that is left out is for the API server to ask for", () => {
    expect(
      said(
        deployment("web", "app: web").replace(
          "selector: { matchLabels: { app: web } }",
          "selector:",
        ),
      ),
    ).toEqual([]);
  });
});

describe("selectors of two workloads", () => {
  test("a wider one takes the narrower's pods, and is told", () => {
    expect(
      said(
        deployment("web", "app: web") +
          deployment("web-canary", "app: web, track: canary"),
      ),
    ).toEqual([
      "warning overlapping-selectors spec.selector: got the selector app=web, which takes the pods of Deployment shop/web-canary too, expected one that takes its own alone",
    ]);
  });

  test("versions beside each other do not clash, nor do namespaces", () => {
    expect(
      said(
        deployment("web-v1", "app: web, version: v1") +
          deployment("web-v2", "app: web, version: v2") +
          deployment("web", "app: web").replace("shop", "other"),
      ),
    ).toEqual([]);
  });

  test("many are told in one line", () => {
    const narrow = ["a", "b", "c", "d", "e"].map((name) =>
      deployment(name, `app: web, part: ${name}`),
    );
    expect(said(deployment("web", "app: web") + narrow.join(""))).toEqual([
      "warning overlapping-selectors spec.selector: got the selector app=web, which takes the pods of Deployment shop/a, Deployment shop/b, Deployment shop/c and 2 more too, expected one that takes its own alone",
    ]);
  });
});

describe("a Service without pods", () => {
  const cart = deployment("cart", "app: cart");

  test("is none where it selects nothing itself, or is a name elsewhere", () => {
    expect(said(cart + service("ports: [{ port: 80 }]"))).toEqual([]);
    expect(
      said(
        cart +
          service(
            "type: ExternalName, externalName: example.com, selector: { app: web }",
          ),
      ),
    ).toEqual([]);
  });

  test("is not told where no workload of the namespace was read", () => {
    expect(
      said(cart.replace("shop", "other") + service("selector: { app: web }")),
    ).toEqual([]);
  });

  test("is not told where a release or an operator makes pods there", () => {
    const web = service("selector: { app: web }");
    expect(said(cart + web)).toHaveLength(1);
    expect(
      said(`${cart}${web}
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: flux-system }
spec: { targetNamespace: shop }
`),
    ).toEqual([]);
    expect(
      said(`${cart}${web}
apiVersion: kafka.strimzi.io/v1beta2
kind: Kafka
metadata: { name: orders, namespace: shop }
`),
    ).toEqual([]);
  });

  test("labels that pods get on their way are taken as given", () => {
    expect(
      said(
        cart +
          service(
            "selector: { app: cart, statefulset.kubernetes.io/pod-name: cart-0 }",
          ),
      ),
    ).toEqual([]);
  });
});

describe("autoscalers", () => {
  const scaler = (target: string, name = "web") => `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: ${name}, namespace: shop }
spec: { maxReplicas: 2, scaleTargetRef: { ${target} } }
---`;

  test("without an apiVersion, or with a retired one, find nothing", () => {
    const web = deployment("web", "app: web");
    expect(said(web + scaler("kind: Deployment, name: web"))).toEqual([
      "warning autoscaler-target spec.scaleTargetRef.apiVersion: got Deployment web of no apiVersion, which is not there, expected a workload in shop",
    ]);
    expect(
      said(
        web +
          scaler("apiVersion: extensions/v1beta1, kind: Deployment, name: web"),
      ),
    ).toHaveLength(1);
  });

  test("of kinds that are not known are left alone", () => {
    expect(
      said(
        deployment("web", "app: web") +
          scaler("apiVersion: apps.kruise.io/v1, kind: CloneSet, name: x"),
      ),
    ).toEqual([]);
  });

  test("KEDA's count as well", () => {
    expect(
      said(`${scaler("apiVersion: apps/v1, kind: Deployment, name: web")}
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: web-queue, namespace: shop }
spec: { scaleTargetRef: { name: web } }
`),
    ).toEqual([
      "warning two-autoscalers spec.scaleTargetRef: got Deployment web, which HorizontalPodAutoscaler shop/web scales too, expected one autoscaler for it",
    ]);
  });
});

describe("disruption budgets", () => {
  const budget = (selector: string) => `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web, namespace: shop }
spec: { minAvailable: 1${selector} }
---`;

  test("an empty selector takes all pods, one left out takes none", () => {
    const web = deployment("web", "app: web");
    expect(said(web + budget(", selector: {}"))).toEqual([]);
    expect(said(web + budget(""))).toEqual([
      "warning budget-without-pods spec.selector: got no selector, which takes no pod of the workloads in shop",
    ]);
  });
});
