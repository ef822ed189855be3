import type { MeshProps } from "../../src/mesh/mesh";
import { describe as describeMesh } from "../../src/mesh/mesh";
import { printProblem } from "../../src/problems/print";

const good = { name: "web-app", image: "x:1", port: 8080 };
const canary = { version: "v2", image: "x:2", weight: 10 };
const grpc = { port: 7070, protocol: "grpc" };

/** What is said of services that are routed by the Gateway API. */
function said(...services: readonly object[]): string {
  const props = {
    name: "shop",
    routing: "gateway-api",
    services: services.map((service) => ({ ...good, ...service })),
  };
  return describeMesh(props as unknown as MeshProps)
    .problems.map(printProblem)
    .join("\n");
}

const STAY = `leave it out, or keep Istio's own routes: routing: "istio"`;

/** input => where, what was got, what was expected; and, after it, the fix. */
const CASES: readonly (readonly [
  title: string,
  service: object,
  expected: string,
])[] = [
  [
    "a routing that nobody knows",
    { routing: "gateway" },
    `error: service web-app, routing: got "gateway", expected one of istio, gateway-api\n  fix: write istio or gateway-api`,
  ],
  [
    "retries",
    { retries: { attempts: 2 } },
    `error: service web-app, retries: got retries, which no route of the Gateway API's standard channel has\n  fix: ${STAY}`,
  ],
  [
    "a fault",
    { fault: { header: { x: "y" }, abort: { percent: 10, status: 503 } } },
    `error: service web-app, fault: got a fault, which no route of the Gateway API has\n  fix: ${STAY}`,
  ],
  [
    "a timeout over gRPC",
    { port: grpc, timeout: "2s" },
    `error: service web-app, timeout: got a timeout, but port 7070 speaks gRPC, and a GRPCRoute has none\n  fix: let callers set deadlines; or ${STAY}`,
  ],
  [
    "a timeout with a fraction",
    { timeout: "1.5s" },
    `error: service web-app, timeout: got "1.5s", expected a duration of whole numbers, as an HTTPRoute has it\n  fix: write "1500ms" for 1.5s`,
  ],
  [
    "a canary over TCP",
    { port: { port: 6379, protocol: "redis" }, canary },
    `error: service web-app, canary: port 6379 speaks redis, which the Gateway API's standard channel cannot split by weight\n  fix: keep Istio's own routes for this service: routing: "istio"`,
  ],
  [
    "a path match over gRPC",
    { port: grpc, canary: { ...canary, path: "/shop.Cart/Add" } },
    `error: service web-app, canary.path: got a path match, but port 7070 speaks gRPC, and a GRPCRoute has no paths\n  fix: pick the canary's calls by a header`,
  ],
  [
    "the labels of a gateway's pods",
    { ingress: { hosts: ["a.example"], selector: { istio: "gw" } } },
    `error: service web-app, ingress.selector: got the labels of a gateway's pods, but Istio makes the pods of a Gateway API Gateway itself\n  fix: leave selector out, or name a Gateway that is there: gateway: namespace/name`,
  ],
];

test.each(CASES)("%s", (_, service, expected) => {
  expect(said(service)).toBe(expected);
});

test("a service of the name that a version's Service has", () => {
  expect(said({ canary }, { name: "web-app-v2", version: "v9" })).toBe(
    "error: service web-app (version v2): got service web-app-v2 a second time; web-app-v2 has it already\n  fix: give one of them another name",
  );
});

test("one service keeps Istio's own routes in a mesh that has the Gateway API's", () => {
  expect(said({ routing: "istio", retries: { attempts: 2 } })).toBe("");
});

const ports = [
  { port: 80, suffix: "a" },
  { port: 81, suffix: "b" },
];
const tls = { hosts: ["a.example"], credentialName: "tls" };

/** a service, and one of the name that a route of it has => what is had twice */
test.each([
  ["web-app-ingress", { ingress: tls }, "HTTPRoute web-app-ingress"],
  ["web-app-redirect", { ingress: tls }, "HTTPRoute web-app-redirect"],
  [
    "web-app-http-b",
    { port: undefined, ports, canary },
    "HTTPRoute web-app-http-b",
  ],
])("%s beside %j", (name, first, twice) => {
  expect(said(first, { name, canary })).toBe(
    `error: service ${name}: got ${twice} a second time; web-app has it already\n  fix: give one of them another name`,
  );
  // Without routes of its own nothing is had twice; nor is it where one is a GRPCRoute.
  expect(said(first, { name })).toBe("");
  expect(said(first, { name, canary, port: grpc })).toBe("");
});
