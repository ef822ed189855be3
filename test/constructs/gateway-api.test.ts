import type { MeshServiceProps } from "../../src/constructs/service";
import { MeshService } from "../../src/constructs/service";
import type { IngressProps } from "../../src/mesh/ingress";
import type { Phase } from "../../src/mesh/phase";
import { find, rendered } from "../manifest";

function routed({ port = 8080, ...props }: Partial<MeshServiceProps>) {
  const { objects, said } = rendered(
    (chart) =>
      new MeshService(chart, "web-app", {
        name: "web-app",
        image: "x:1",
        ...(!props.ports && { port }),
        routing: "gateway-api",
        ...props,
      }),
  );
  expect(said).toEqual([]);
  return objects;
}

const canary = { version: "v2", image: "x:2", weight: 10 };
const parent = { group: "", kind: "Service", name: "web-app", port: 8080 };
const v1 = { name: "web-app-v1", port: 8080 };
const v2 = { name: "web-app-v2", port: 8080 };

test("a canary: a Service a version, a header route, and 90/10; nothing of Istio's own", () => {
  const objects = routed({
    canary: { ...canary, header: { canary: "true" } },
    timeout: "10s",
  });
  expect(
    objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`),
  ).toEqual([
    "ServiceAccount web-app",
    "Service web-app",
    "Service web-app-v1",
    "Service web-app-v2",
    "Deployment web-app-v1",
    "Deployment web-app-v2",
    "HTTPRoute web-app",
  ]);
  expect(find(objects, "Service", "web-app")["spec"].selector).toEqual({
    app: "web-app",
  });
  expect(find(objects, "Service", "web-app-v2")).toEqual({
    apiVersion: "v1",
    kind: "Service",
    metadata: {
      name: "web-app-v2",
      namespace: "shop",
      labels: { app: "web-app", version: "v2" },
    },
    spec: {
      selector: { app: "web-app", version: "v2" },
      ports: [{ name: "http", port: 8080, targetPort: 8080 }],
    },
  });
  expect(find(objects, "HTTPRoute")).toEqual({
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: {
      name: "web-app",
      namespace: "shop",
      labels: { app: "web-app" },
    },
    spec: {
      parentRefs: [parent],
      rules: [
        {
          name: "header",
          matches: [
            { headers: [{ name: "canary", type: "Exact", value: "true" }] },
          ],
          backendRefs: [v2],
          timeouts: { request: "10s" },
        },
        {
          name: "weight",
          backendRefs: [
            { ...v1, weight: 90 },
            { ...v2, weight: 10 },
          ],
          timeouts: { request: "10s" },
        },
      ],
    },
  });
});

test("a path's beginning and a cookie become expressions over the whole text", () => {
  const [rule] = find(
    routed({
      canary: {
        ...canary,
        path: { prefix: "/api/v2." },
        cookie: { beta: "1" },
      },
    }),
    "HTTPRoute",
  )["spec"].rules;
  expect(rule.matches).toEqual([
    {
      headers: [
        {
          name: "cookie",
          type: "RegularExpression",
          value: "(.*; *)?beta=1( *;.*)?",
        },
      ],
      path: { type: "RegularExpression", value: "/api/v2\\..*" },
    },
  ]);
});

test("a mirror copies a share, and its answers are nobody's", () => {
  const { rules } = find(
    routed({ canary: { ...canary, phase: "mirror", mirror: 20 } }),
    "HTTPRoute",
  )["spec"];
  expect(rules).toEqual([
    {
      name: "default",
      filters: [
        {
          type: "RequestMirror",
          requestMirror: { backendRef: v2, percent: 20 },
        },
      ],
      backendRefs: [v1],
    },
  ]);
});

test("a route a port, of the kind that the port speaks", () => {
  const objects = routed({
    ports: [8080, { port: 7070, protocol: "grpc" }],
    canary: { ...canary, header: { canary: { regex: "t.*" } } },
  });
  expect(find(objects, "HTTPRoute", "web-app-http")["spec"].parentRefs).toEqual(
    [parent],
  );
  expect(find(objects, "GRPCRoute", "web-app-grpc")["spec"]).toEqual({
    parentRefs: [{ ...parent, port: 7070 }],
    rules: [
      {
        name: "header",
        matches: [
          {
            headers: [
              { name: "canary", type: "RegularExpression", value: "t.*" },
            ],
          },
        ],
        backendRefs: [{ name: "web-app-v2", port: 7070 }],
      },
      {
        name: "weight",
        backendRefs: [
          { name: "web-app-v1", port: 7070, weight: 90 },
          { name: "web-app-v2", port: 7070, weight: 10 },
        ],
      },
    ],
  });
});

/** phase => the versions that have a Service, and where the last rule leads. */
test.each([
  ["prepared", "v1", "web-app"],
  ["off", "v1", "web-app-v1"],
  ["deployed", "v1 v2", "web-app-v1"],
  ["mirror", "v1 v2", "web-app-v1"],
  ["header", "v1 v2", "web-app-v1=100 web-app-v2=0"],
  ["weight", "v1 v2", "web-app-v1=90 web-app-v2=10"],
  ["promoted", "v1 v2", "web-app-v2"],
  ["rolled-back", "v1 v2", "web-app-v1"],
] as const)("phase %s: Services of %s, and requests to %s", (...row) => {
  const [phase, versions, to] = row;
  const objects = routed({
    canary: { ...canary, phase, mirror: 20, header: { canary: "true" } },
  });
  const services = objects
    .filter(({ kind }) => kind === "Service")
    .map(({ metadata }) => metadata.name as string)
    .filter((name) => name !== "web-app")
    .map((name) => name.replace("web-app-", ""));
  expect(services.join(" ")).toBe(versions);
  const { rules } = find(objects, "HTTPRoute")["spec"];
  const backends = rules.at(-1).backendRefs as {
    name: string;
    weight?: number;
  }[];
  expect(
    backends
      .map(({ name, weight }) =>
        weight === undefined ? name : `${name}=${weight}`,
      )
      .join(" "),
  ).toBe(to);
});

/** Services that stand, and those that routes lead to. */
function serving(props: Partial<MeshServiceProps>) {
  const objects = routed(props);
  const routes = objects.filter(({ kind }) => kind === "HTTPRoute");
  const text = JSON.stringify(routes.map(({ spec }) => spec));
  return {
    stand: objects
      .filter(({ kind }) => kind === "Service")
      .map(({ metadata }) => metadata.name as string),
    ledTo: [...text.matchAll(/"name":"(web-app[^"]*)"/g)].map(([, to]) => to),
  };
}

const at = (phase: Phase, weight = 10) => ({
  canary: { ...canary, phase, weight, mirror: 20, header: { canary: "true" } },
});
const afterwards = { version: "v2", canary: { phase: "off" } } as const;

const WAYS: readonly (readonly [
  way: string,
  steps: readonly Partial<MeshServiceProps>[],
])[] = [
  [
    "forward",
    [
      at("prepared"),
      at("off"),
      at("deployed"),
      at("mirror"),
      at("header"),
      at("weight"),
      at("weight", 50),
      at("weight", 100),
      at("promoted"),
      afterwards,
    ],
  ],
  ...(["mirror", "header", "weight", "promoted"] as const).map(
    (phase) =>
      [
        `back from ${phase}`,
        [at(phase), at("rolled-back"), at("off")],
      ] as const,
  ),
];

/** In whatever order a step's objects arrive, prune included, no route leads to a Service that is not there. */
test.each(WAYS)("a canary's way %s", (_, steps) => {
  const walked = steps.map(serving);
  walked.forEach(({ ledTo }, index) => {
    expect(ledTo.length).toBeGreaterThan(0);
    for (const neighbour of [walked[index - 1], walked[index + 1]])
      if (neighbour)
        expect(neighbour.stand).toEqual(expect.arrayContaining(ledTo));
  });
});

const ingress = (more: Partial<IngressProps> = {}) =>
  routed({ ingress: { hosts: ["shop.example"], ...more } });

test("from outside: a Gateway of Istio's class, and a route with the hosts", () => {
  const objects = ingress();
  expect(find(objects, "Gateway")["spec"]).toEqual({
    gatewayClassName: "istio",
    listeners: [{ name: "http", port: 80, protocol: "HTTP" }],
  });
  expect(find(objects, "HTTPRoute", "web-app-ingress")["spec"]).toEqual({
    parentRefs: [{ name: "web-app" }],
    hostnames: ["shop.example"],
    rules: [
      { name: "default", backendRefs: [{ name: "web-app", port: 8080 }] },
    ],
  });
});

test("with a certificate: HTTPS, and plain HTTP redirected to it", () => {
  const objects = ingress({ credentialName: "shop-tls" });
  expect(find(objects, "Gateway")["spec"].listeners[1]).toEqual({
    name: "https",
    port: 443,
    protocol: "HTTPS",
    tls: { mode: "Terminate", certificateRefs: [{ name: "shop-tls" }] },
  });
  expect(
    find(objects, "HTTPRoute", "web-app-ingress")["spec"].parentRefs,
  ).toEqual([{ name: "web-app", sectionName: "https" }]);
  expect(find(objects, "HTTPRoute", "web-app-redirect")["spec"]).toEqual({
    parentRefs: [{ name: "web-app", sectionName: "http" }],
    hostnames: ["shop.example"],
    rules: [
      {
        filters: [
          {
            type: "RequestRedirect",
            requestRedirect: { scheme: "https", statusCode: 301 },
          },
        ],
      },
    ],
  });
});

test("a Gateway that is there already is only referred to", () => {
  const objects = ingress({ gateway: "edge/public" });
  expect(objects.some(({ kind }) => kind === "Gateway")).toBe(false);
  expect(
    find(objects, "HTTPRoute", "web-app-ingress")["spec"].parentRefs,
  ).toEqual([{ name: "public", namespace: "edge" }]);
});

test("a service that asks for no route has none", () => {
  expect(routed({}).map(({ kind }) => kind as string)).toEqual([
    "ServiceAccount",
    "Service",
    "Deployment",
  ]);
});
