import { object, saidOf } from "./compare";

const routes = (http: string, hosts = "web") =>
  object(
    "networking.istio.io/v1/VirtualService",
    "web",
    `spec: {hosts: [${hosts}], http: ${http}}`,
  );
const to = (subset: string, weight?: number) =>
  `{destination: {host: web, subset: ${subset}}${weight === undefined ? "" : `, weight: ${weight}`}}`;
const split = (v1: number, v2: number, rest = "") =>
  `{route: [${to("v1", v1)}, ${to("v2", v2)}]${rest}}`;
const header = "match: [{headers: {canary: {exact: 'true'}}}]";
const outside = "match: [{gateways: [istio-system/public]}]";

test.each<[what: string, before: string, after: string, said: string[]]>([
  [
    "a weight is one line, and names both",
    routes(`[${split(90, 10)}]`),
    routes(`[${split(75, 25)}]`),
    [
      "Traffic: web: v2 gets 25 % of requests instead of 10 %, v1 75 % instead of 90 %",
    ],
  ],
  [
    "also where the same split stands for the mesh and for a gateway",
    routes(`[${split(90, 10)}, ${split(90, 10, `, ${outside}`)}]`),
    routes(`[${split(75, 25)}, ${split(75, 25, `, ${outside}`)}]`),
    [
      "Traffic: web: v2 gets 25 % of requests instead of 10 %, v1 75 % instead of 90 %",
    ],
  ],
  [
    "a split that changes for a gateway alone says so",
    routes(`[${split(90, 10, `, ${outside}`)}, ${split(90, 10)}]`),
    routes(`[${split(75, 25, `, ${outside}`)}, ${split(90, 10)}]`),
    [
      "Traffic: web: v2 gets 25 % of requests instead of 10 %, v1 75 % instead of 90 %, where through gateway istio-system/public",
    ],
  ],
  [
    "weights are shares of their sum: other numbers of one share are no change for users",
    routes(`[${split(9, 1)}]`),
    routes(`[${split(90, 10)}]`),
    [],
  ],
  [
    "a header's route comes",
    routes(`[${split(100, 0)}]`),
    routes(`[{${header}, route: [${to("v2")}]}, ${split(100, 0)}]`),
    [
      'Traffic: web: requests go to v2, by a new route, where header canary = "true"',
    ],
  ],
  [
    "and goes",
    routes(`[{${header}, route: [${to("v2")}]}, ${split(100, 0)}]`),
    routes(`[${split(100, 0)}]`),
    [
      'Traffic: web: requests have no route of their own any more, it led to v2, where header canary = "true"',
    ],
  ],
  [
    "a route of the same name takes other requests",
    routes(
      `[{name: a, match: [{uri: {prefix: /a}}], route: [${to("v2")}]}, ${split(100, 0)}]`,
    ),
    routes(
      `[{name: a, match: [{uri: {prefix: /b}}], route: [${to("v2")}]}, ${split(100, 0)}]`,
    ),
    [
      'Traffic: web: the route takes other requests; before: path beginning with "/a", where path beginning with "/b"',
    ],
  ],
  [
    "timeouts, retries, mirrors and faults",
    routes(
      `[{timeout: 10s, retries: {attempts: 2, perTryTimeout: 3s}, route: [${to("v1")}]}]`,
    ),
    routes(
      `[{timeout: 5s, mirror: {host: web, subset: v2}, mirrorPercentage: {value: 5}, fault: {delay: {percentage: {value: 1}, fixedDelay: 3s}, abort: {httpStatus: 503}}, route: [${to("v1")}]}]`,
    ),
    [
      "Traffic: web: timeout 5s instead of 10s",
      "Traffic: web: no retries any more, it was 2 of 3s each",
      "Traffic: web: mirror of 5 % to v2, there was none",
      "Traffic: web: fault 1 % delayed by 3s and 100 % aborted with 503, there was none",
    ],
  ],
  [
    "hosts",
    routes(`[${split(100, 0)}]`, "web"),
    routes(`[${split(100, 0)}]`, "web, shop.example.com"),
    ["Traffic: web: now also answers for shop.example.com"],
  ],
  [
    "the order of routes",
    routes(
      `[{match: [{uri: {prefix: /a}}], route: [${to("v1")}]}, {match: [{uri: {prefix: /}}], route: [${to("v2")}]}]`,
    ),
    routes(
      `[{match: [{uri: {prefix: /}}], route: [${to("v2")}]}, {match: [{uri: {prefix: /a}}], route: [${to("v1")}]}]`,
    ),
    [
      "Traffic: web: the routes stand in another order; the first that fits takes a request",
    ],
  ],
  [
    "all routes go",
    routes(`[${split(90, 10)}]`),
    "",
    [
      "Traffic: web: requests have no routes of their own any more; Kubernetes spreads them over all pods, before: v1 (90 %), v2 (10 %)",
    ],
  ],
  [
    "another version of the API is no change for users",
    routes(`[${split(90, 10)}]`),
    routes(`[${split(90, 10)}]`).replace("io/v1", "io/v1beta1"),
    [],
  ],
])("%s", (_, before, after, said) => {
  expect(saidOf(before, after)).toEqual(said);
});

test("subsets and how connections are made", () => {
  const rule = (spec: string) =>
    object("networking.istio.io/v1/DestinationRule", "web", `spec: ${spec}`);
  expect(
    saidOf(
      rule("{host: web, subsets: [{name: v1, labels: {version: v1}}]}"),
      rule(
        "{host: web, trafficPolicy: {tls: {mode: DISABLE}, connectionPool: {http: {maxRetries: 3}}}, subsets: [{name: v2, labels: {version: v2}}]}",
      ),
    ),
  ).toEqual([
    "Traffic: web: subset v2 (version=v2), there was none",
    "Traffic: web: no subset v1 any more, it was (version=v1)",
    'Traffic: web: connectionPool {"http":{"maxRetries":3}}, there was none',
    "Security: web: TLS of its clients DISABLE, there was none",
  ]);
});
