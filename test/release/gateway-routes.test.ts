import { readText } from "../../src/manifests/text";
import { judgeStep } from "../../src/release/steps/judge-step";
import { STEP_CHECKS } from "../../src/release/steps/list";
import { safeSteps } from "../../src/release/steps/safe-steps";
import type { GatewayRoute } from "./compare";
import { gatewayRoute, object } from "./compare";

const read = (text: string) => readText({ file: "a.yaml", text }).manifests;
const refused = (before: string, after: string) =>
  judgeStep(read(before), read(after), STEP_CHECKS).map(
    ({ check, message }) => `${check}: ${message}`,
  );

const deployment = (version: string, name = `web-${version}`) =>
  object(
    "apps/v1/Deployment",
    name,
    `spec: {selector: {matchLabels: {app: web, version: ${version}}}, template: {metadata: {labels: {app: web, version: ${version}}}, spec: {containers: [{name: web, image: "web:1"}]}}}`,
  );
const service = (version: string, ports = "{port: 80}") =>
  object(
    "v1/Service",
    `web-${version}`,
    `spec: {selector: {app: web, version: ${version}}, ports: [${ports}]}`,
  );
const called = object(
  "v1/Service",
  "web",
  "spec: {selector: {app: web}, ports: [{port: 80}]}",
);
const route = (refs: string, { rest = "", ...given }: GatewayRoute = {}) =>
  gatewayRoute(`{backendRefs: [${refs}]${rest}}`, given);
const to = (version: string, weight?: number, port = 80) =>
  `{name: web-${version}, port: ${port}${weight === undefined ? "" : `, weight: ${weight}`}}`;
const split = (v1: number, v2: number) =>
  route(`${to("v1", v1)}, ${to("v2", v2)}`);
const mirror = (share: string) =>
  `, filters: [{type: RequestMirror, requestMirror: {backendRef: {name: web-v2, port: 80}${share}}}]`;

const v1 = called + deployment("v1") + service("v1");
const both = v1 + deployment("v2") + service("v2");

test.each<[what: string, before: string, after: string, said: string[]]>([
  [
    "a version's Service and pods that stand beside get a weight",
    both + split(100, 0),
    both + split(90, 10),
    [],
  ],
  [
    "one that is still to come does not",
    v1 + split(100, 0),
    both + split(90, 10),
    [
      "step/subset-ahead: got requests for Service web-v2, which does not stand yet, expected it to come a step before",
    ],
  ],
  [
    "nor does one without pods",
    v1 + service("v2") + split(100, 0),
    both + split(90, 10),
    [
      "step/version-ahead: got requests for Service web-v2, whose Deployment web-v2 comes in the same step, expected its pods to stand before",
    ],
  ],
  [
    "a weight that is left out is 1",
    v1 + route(to("v1")),
    both + route(`${to("v1")}, ${to("v2")}`),
    [
      "step/subset-ahead: got requests for Service web-v2, which does not stand yet, expected it to come a step before",
    ],
  ],
  [
    "a mirror sends requests too, of any percent but 0",
    v1 + route(to("v1")),
    both + route(to("v1"), { rest: mirror("") }),
    [
      "step/subset-ahead: got requests for Service web-v2, which does not stand yet, expected it to come a step before",
    ],
  ],
  [
    "a mirror of 0 % sends none",
    v1 + route(to("v1")),
    both + route(to("v1"), { rest: mirror(", percent: 0") }),
    [],
  ],
  [
    "a version's Service goes after its weight",
    both + split(90, 10),
    v1 + route(to("v1")),
    [
      "step/subset-dropped: got Service web-v2 dropped while the HTTPRoute that stands routes to it, expected it to stay for this step",
    ],
  ],
  [
    "with its weight at 0 it may go",
    both + split(100, 0),
    v1 + split(100, 0),
    [],
  ],
  [
    "its pods go after its weight too",
    both + split(90, 10),
    v1 + service("v2") + split(100, 0),
    [
      "step/version-removed: got Deployment web-v2 taken away while the HTTPRoute that stands routes to Service web-v2, expected its pods to stay for this step",
    ],
  ],
  [
    "with its weight at 0 they may go before their Service",
    both + split(100, 0),
    v1 + service("v2") + split(100, 0),
    [],
  ],
  [
    "its pods are not replaced by others at once",
    both + split(90, 10),
    v1 + service("v2") + deployment("v2", "web-blue") + split(90, 10),
    [
      "step/pods-replaced: got Deployment web-blue in place of Deployment web-v2 behind Service web-v2, expected some pods to stand through the step",
    ],
  ],
  [
    "a port goes after the routes that name it",
    called +
      deployment("v1") +
      service("v1", "{name: a, port: 80}, {name: b, port: 8080}") +
      route(to("v1")),
    called +
      deployment("v1") +
      service("v1", "{name: b, port: 8080}") +
      route(to("v1", 1, 8080)),
    [
      "step/port: got port 80 of Service web-v1 gone while HTTPRoute web names it, expected it to stay for this step",
    ],
  ],
  [
    "and comes before them",
    called + deployment("v1") + service("v1") + route(to("v1")),
    called +
      deployment("v1") +
      service("v1", "{name: a, port: 80}, {name: b, port: 8080}") +
      route(to("v1", 1, 8080)),
    [
      "step/port: got HTTPRoute web to name port 8080 of Service web-v1, which does not stand yet, expected the port to come a step before",
    ],
  ],
  [
    "a version's pods come while a route keeps requests from them",
    v1,
    both + split(100, 0),
    [
      "step/version-exposed: got Deployment web-v2 behind Service web while requests go to all of its pods, expected a route to Service web-v1 alone to stand before",
    ],
  ],
  [
    "a route under another name leaves a moment without one",
    both + split(100, 0),
    both + route(to("v1"), { name: "web-http" }),
    [
      "step/version-exposed: got HTTPRoute web-http in place of HTTPRoute web, expected one of them to stand through the step: between them requests go to all pods of Service web",
    ],
  ],
  [
    "a route that goes with the Services that it leads to still stands for a moment",
    both + split(90, 10),
    called + deployment("v1"),
    [
      "step/version-exposed: got Deployment web-v2 taken away in the step that lets requests go to all pods of Service web, expected it to go a step before",
      "step/subset-dropped: got Service web-v1 dropped while the HTTPRoute that stands routes to it, expected it to stay for this step",
      "step/subset-dropped: got Service web-v2 dropped while the HTTPRoute that stands routes to it, expected it to stay for this step",
    ],
  ],
  [
    "a route goes when one version stands alone",
    both + split(90, 10),
    both,
    [
      "step/version-exposed: got requests that go to all pods of Service web while Deployment web-v1, Deployment web-v2 stand behind it, expected one version alone to stand before",
    ],
  ],
  [
    "pods that no route keeps requests from may go",
    both,
    called + deployment("v1") + service("v1"),
    [],
  ],
  ["all of it may go at once", both + split(90, 10), "", []],
  ["all of it may come at once", "", both + split(90, 10), []],
  [
    "a GRPCRoute is no other",
    both +
      route(`${to("v1", 90)}, ${to("v2", 10)}`, {
        kind: "GRPCRoute",
      }),
    v1 + route(to("v1"), { kind: "GRPCRoute" }),
    [
      "step/subset-dropped: got Service web-v2 dropped while the GRPCRoute that stands routes to it, expected it to stay for this step",
    ],
  ],
  [
    "nor is a route of a Gateway",
    both +
      route(`${to("v1", 90)}, ${to("v2", 10)}`, { parent: "{name: public}" }),
    v1 + route(to("v1"), { parent: "{name: public}" }),
    [
      "step/subset-dropped: got Service web-v2 dropped while the HTTPRoute that stands routes to it, expected it to stay for this step",
    ],
  ],
  [
    "a backend in another namespace",
    both +
      route(
        "{name: web-v1, namespace: shop, port: 80, weight: 90}, {name: web-v2, namespace: shop, port: 80, weight: 10}",
        { parent: "{name: public}", name: "edge" },
      ).replace("namespace: shop}", "namespace: edge}"),
    v1 +
      route("{name: web-v1, namespace: shop, port: 80}", {
        parent: "{name: public}",
        name: "edge",
      }).replace("namespace: shop}", "namespace: edge}"),
    [
      "step/subset-dropped: got Service web-v2 dropped while the HTTPRoute that stands routes to it, expected it to stay for this step",
    ],
  ],
  [
    "one of the same name elsewhere is another",
    both + split(90, 10),
    both.replaceAll("web-v2, namespace: shop", "web-v2, namespace: other") +
      split(90, 10),
    [
      "step/subset-dropped: got Service web-v2 dropped while the HTTPRoute that stands routes to it, expected it to stay for this step",
    ],
  ],
  [
    "Services that nobody here knows are not judged",
    called + route("{name: elsewhere, port: 80}"),
    called + route("{name: elsewhere-too, port: 80}"),
    [],
  ],
])("%s", (_, before, after, said) => {
  expect(refused(before, after)).toEqual(said);
});

test.each([
  ["a version's Service comes", v1 + split(100, 0), both + split(90, 10), 2],
  ["it goes", both + split(90, 10), v1 + route(to("v1")), 2],
  [
    "a route has another name",
    both + split(100, 0),
    both + route(to("v1"), { name: "web-http" }),
    2,
  ],
])("%s in safe steps", (_, before, after, count) => {
  const [old, now] = [read(before), read(after)];
  const steps = safeSteps(old, now, STEP_CHECKS);
  expect(steps).toHaveLength(count);
  expect(steps?.at(-1)).toEqual(now);
});
