import { gatewayRoute as routes, object, saidOf } from "./compare";

const to = (name: string, weight?: number) =>
  `{name: ${name}, port: 80${weight === undefined ? "" : `, weight: ${weight}`}}`;
const split = (v1: number, v2: number, rest = "") =>
  `{backendRefs: [${to("web-v1", v1)}, ${to("web-v2", v2)}]${rest}}`;
const header = "matches: [{headers: [{name: canary, value: 'true'}]}]";
const outside = { name: "web-ingress", parent: "{name: public}" };

test.each<[what: string, before: string, after: string, said: string[]]>([
  [
    "a weight is one line, and names both",
    routes(split(90, 10)),
    routes(split(75, 25)),
    [
      "Traffic: web: web-v2 gets 25 % of requests instead of 10 %, web-v1 75 % instead of 90 %",
    ],
  ],
  [
    "also where a Gateway's route has the same split",
    routes(split(90, 10)) + routes(split(90, 10), outside),
    routes(split(75, 25)) + routes(split(75, 25), outside),
    [
      "Traffic: web, web-ingress: web-v2 gets 25 % of requests instead of 10 %, web-v1 75 % instead of 90 %",
    ],
  ],
  [
    "a GRPCRoute is no other",
    routes(split(90, 10), { kind: "GRPCRoute" }),
    routes(split(100, 0), { kind: "GRPCRoute" }),
    [
      "Traffic: web: web-v1 gets 100 % of requests instead of 90 %, web-v2 0 % instead of 10 %",
    ],
  ],
  [
    "a weight that is left out is 1",
    routes(`{backendRefs: [${to("web-v1")}, ${to("web-v2")}]}`),
    routes(split(1, 1)),
    [],
  ],
  [
    "one that stands alone at 0 gets nothing",
    routes(`{backendRefs: [${to("web-v1")}]}`),
    routes(`{backendRefs: [${to("web-v1", 0)}]}`),
    ["Traffic: web: web-v1 gets 0 % of requests instead of 100 %"],
  ],
  [
    "a header's route comes",
    routes(split(100, 0)),
    routes(`{${header}, backendRefs: [${to("web-v2")}]}, ${split(100, 0)}`),
    [
      'Traffic: web: requests go to web-v2, by a new route, where header canary = "true"',
    ],
  ],
  [
    "matches by path, parameter, verb and a method of gRPC",
    routes(split(100, 0)),
    routes(
      `{matches: [{path: {value: /a}, method: GET, queryParams: [{name: q, type: RegularExpression, value: '1.*'}]}], backendRefs: [${to("web-v2")}]}, ${split(100, 0)}`,
    ) +
      routes(
        `{matches: [{method: {service: shop.Cart, method: Add}}], backendRefs: [${to("cart")}]}`,
        {
          kind: "GRPCRoute",
          name: "cart",
          parent: "{kind: Service, name: cart}",
        },
      ),
    [
      'Traffic: web: requests go to web-v2, by a new route, where path beginning with "/a" and parameter q like "1.*" and method = GET',
      'Traffic: cart: requests go to any pod, by a new route, where service = "shop.Cart" and method = "Add"',
    ],
  ],
  [
    "timeouts, retries, mirrors and filters",
    routes(
      `{timeouts: {request: 10s}, retry: {attempts: 2, codes: [503]}, backendRefs: [${to("web-v1")}]}`,
    ),
    routes(
      `{timeouts: {request: 5s, backendRequest: 2s}, filters: [{type: RequestMirror, requestMirror: {percent: 5, backendRef: ${to("web-v2")}}}, {type: RequestHeaderModifier, requestHeaderModifier: {remove: [x]}}], backendRefs: [${to("web-v1")}]}`,
    ),
    [
      "Traffic: web: timeout 5s instead of 10s",
      "Traffic: web: no retries any more, it was 2 on 503",
      "Traffic: web: timeout of each try 2s, there was none",
      "Traffic: web: mirror of 5 % to web-v2, there was none",
      'Traffic: web: headers of requests {"remove":["x"]}, there was none',
    ],
  ],
  [
    "a port",
    routes(`{backendRefs: [${to("web-v1")}]}`),
    routes(`{backendRefs: [${to("web-v1").replace("80", "81")}]}`),
    ["Traffic: web: port of the pods' Service 81 instead of 80"],
  ],
  [
    "host names and what it is bound to",
    routes(split(100, 0), { ...outside, rest: ", hostnames: [a.example]" }),
    routes(split(100, 0), {
      ...outside,
      parent: "{name: public, namespace: edge}",
      rest: ", hostnames: [a.example, b.example]",
    }),
    [
      "Traffic: web-ingress: now also answers for b.example",
      "Traffic: web-ingress: now also answers for gateway edge/public",
      "Traffic: web-ingress: no longer answers for gateway public",
    ],
  ],
  [
    "the order of rules is none: the closest match takes a request",
    routes(`{${header}, backendRefs: [${to("web-v2")}]}, ${split(100, 0)}`),
    routes(`${split(100, 0)}, {${header}, backendRefs: [${to("web-v2")}]}`),
    [],
  ],
  [
    "all routes go",
    routes(split(90, 10)) + routes(split(90, 10), outside),
    "",
    [
      "Traffic: web: requests have no routes of their own any more; Kubernetes spreads them over all pods, before: web-v1 (90 %), web-v2 (10 %)",
      "Traffic: web-ingress: requests through gateway public have no routes of web-ingress any more, before: web-v1 (90 %), web-v2 (10 %)",
    ],
  ],
  [
    "a Gateway, by its host names",
    "",
    object(
      "gateway.networking.k8s.io/v1/Gateway",
      "public",
      "spec: {listeners: [{name: http, port: 80, hostname: a.example}]}",
    ),
    ["Ports and hosts: public: Gateway is new: a.example"],
  ],
])("%s", (_, before, after, said) => {
  expect(saidOf(before, after)).toEqual(said);
});
