import { adopted, deployment, noteLines, service } from "./of";

const WEB = service("web", "{name: http, port: 80}", { selector: "run: web" });
const one = (name: string, labels: string, more = {}) =>
  deployment(name, { labels: `run: web, ${labels}`, ...more });

const canaryIn = (yaml: string) => {
  const canary = adopted(yaml).namespaces[0]?.services[0]?.canary;
  return (
    canary && {
      stable: `${canary.stable.name} ${canary.stable.version}`,
      canary: `${canary.canary.name} ${canary.canary.version}`,
      weight: canary.weight,
      because: canary.because,
      labels: canary.labels,
    }
  );
};

test("called a canary: told apart by what runs today, weighted by its pods", () => {
  expect(
    canaryIn(
      WEB +
        one("web", "track: stable", { more: "replicas: 3" }) +
        one("web-canary", "track: canary"),
    ),
  ).toEqual({
    stable: "web v1",
    canary: "web-canary canary",
    weight: 25,
    because:
      "web and web-canary differ by their version alone; web-canary is called the canary",
    labels: { stable: { track: "stable" }, canary: { track: "canary" } },
  });
});

test("by versions: the one with fewer pods, else the newer", () => {
  const v1 = (more = "") => one("web-v1", "version: v1", { more });
  const v2 = (more = "") => one("web-v2", "version: v2", { more });
  expect(canaryIn(WEB + v1("replicas: 1") + v2("replicas: 4"))).toMatchObject({
    canary: "web-v1 v1",
    weight: 20,
  });
  expect(canaryIn(WEB + v1() + v2())).toMatchObject({
    canary: "web-v2 v2",
    weight: 50,
  });
  const v10 = one("web-v10", "version: v10");
  const v9 = one("web-v9", "version: v9");
  expect(canaryIn(WEB + v10 + v9)).toMatchObject({ canary: "web-v10 v10" });
});

test("an annotation says which", () => {
  expect(
    canaryIn(
      WEB +
        one("red", "colour: red", {
          annotations: "sidelight.dev/canary: 'true'",
        }) +
        one("tan", "colour: tan"),
    ),
  ).toMatchObject({
    stable: "tan tan",
    canary: "red red",
    labels: { stable: { colour: "tan" }, canary: { colour: "red" } },
  });
});

test("an autoscaler's minimum counts for the pods", () => {
  const hpa =
    "\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec: {minReplicas: 9, maxReplicas: 20, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}\n---";
  expect(
    canaryIn(
      WEB + one("web", "track: a") + one("web-canary", "track: canary") + hpa,
    ),
  ).toMatchObject({ weight: 10 });
});

const PAIR = one("web", "track: stable") + one("web-canary", "track: canary");
const istio = (kind: string, spec: string) =>
  `\napiVersion: networking.istio.io/v1\nkind: ${kind}\nmetadata: {name: mine}\nspec: ${spec}\n---`;

test.each([
  [
    "no versions of one thing",
    WEB + one("a", "x: a") + one("b", "x: b"),
    "nothing says that they are versions of one thing (names, labels, images)",
  ],
  [
    "three",
    WEB + PAIR + one("web-v3", "track: other"),
    "3 workloads stand behind it",
  ],
  [
    "selectors that overlap",
    WEB +
      deployment("web", { labels: "run: web" }) +
      one("web-canary", "track: canary"),
    "the selector of web takes the other's pods too, so no route can tell them apart",
  ],
  [
    "an annotation says so",
    WEB +
      one("web", "track: stable") +
      one("web-canary", "track: canary", {
        annotations: "sidelight.dev/canary: 'false'",
      }),
    "annotation sidelight.dev/canary says that it is none",
  ],
  [
    "headless",
    service("web", "{name: http, port: 80}", {
      selector: "run: web",
      more: "clusterIP: None",
    }) + PAIR,
    "it is headless, so no proxy chooses among its pods",
  ],
  [
    "TLS",
    service("web", "{name: https, port: 443}", { selector: "run: web" }) + PAIR,
    "port 443 speaks https, which cannot be split by weight inside the mesh",
  ],
  [
    "an unknown protocol",
    service("web", "{port: 8080}", { selector: "run: web" }) + PAIR,
    "it is not known what port 8080 speaks; give --protocol web:8080=http",
  ],
  [
    "outside the mesh",
    WEB +
      one("web", "track: stable", { pod: "hostNetwork: true" }) +
      one("web-canary", "track: canary"),
    "not all of its pods are in the mesh",
  ],
  [
    "a VirtualService that is there",
    WEB +
      PAIR +
      istio(
        "VirtualService",
        "{hosts: [web], http: [{route: [{destination: {host: web}}]}]}",
      ),
    "VirtualService mine is there already",
  ],
  [
    "a DestinationRule that is there",
    WEB +
      PAIR +
      istio("DestinationRule", "{host: web.default.svc.cluster.local}"),
    "DestinationRule mine is there already",
  ],
])("no routes: %s", (_, yaml, why) => {
  expect(canaryIn(yaml)).toBeUndefined();
  expect(noteLines(adopted(yaml))).toContain(
    `Service web: no canary's routes: ${why}`,
  );
});

const BY_VERSION =
  WEB + one("web-v1", "version: v1") + one("web-v2", "version: v2");
const ROUTE = istio(
  "VirtualService",
  "{hosts: [web], http: [{match: [{headers: {x-canary: {exact: a}}}], route: [{destination: {host: web, subset: v1}}]}, {route: [{destination: {host: web, subset: v1}, weight: 30}, {destination: {host: web, subset: v2}, weight: 70}]}]}",
);

test("a route that is there is kept, and its weights hold; subsets that nothing defines are", () => {
  const makes = (yaml: string) =>
    adopted(yaml).namespaces[0]?.services[0]?.canary?.makes;
  expect(canaryIn(BY_VERSION + ROUTE)).toEqual({
    stable: "web-v2 v2",
    canary: "web-v1 v1",
    weight: 30,
    because: "VirtualService mine routes to both",
    labels: { stable: { version: "v2" }, canary: { version: "v1" } },
  });
  expect(makes(BY_VERSION + ROUTE)).toEqual({ route: false, rule: true });
  const rule = istio(
    "DestinationRule",
    "{host: web, subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]}",
  );
  expect(makes(BY_VERSION + ROUTE + rule)).toEqual({
    route: false,
    rule: false,
  });
});

test("where weights do not apply is said", () => {
  const ingress =
    "\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: door}\nspec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}\n---";
  expect(noteLines(adopted(WEB + PAIR + ingress))).toContain(
    "Ingress door: its controller calls web from outside the mesh unless it has a sidecar: such requests have no mTLS and no caller; web's weights do not apply to them: they go to v1 and canary by the number of pods",
  );
});
