import { k8s } from "cdk8s-plus-27";
import * as plus from "cdk8s-plus-27";
import { CanaryRoutes } from "../../src/constructs/canary";
import type { MeshServiceProps } from "../../src/constructs/service";
import { MeshService } from "../../src/constructs/service";
import { find, rendered } from "../manifest";

const HOST = "web-app.shop.svc.cluster.local";

function routes(props: Partial<MeshServiceProps>) {
  const { objects, said } = rendered(
    (chart) =>
      new MeshService(chart, "web-app", {
        name: "web-app",
        image: "x:1",
        port: 8080,
        ...props,
      }),
  );
  expect(said).toEqual([]);
  return objects;
}

const canary = { version: "v2", image: "x:2", weight: 10 };

test("the article's canary: a header route, and 90/10", () => {
  const objects = routes({ canary: { ...canary, header: { canary: "true" } } });
  expect(find(objects, "DestinationRule")["spec"]).toEqual({
    host: HOST,
    subsets: [
      { name: "v1", labels: { version: "v1" } },
      { name: "v2", labels: { version: "v2" } },
    ],
  });
  expect(find(objects, "VirtualService")["spec"]).toEqual({
    hosts: [HOST],
    http: [
      {
        name: "header",
        match: [{ headers: { canary: { exact: "true" } } }],
        route: [{ destination: { host: HOST, subset: "v2" } }],
      },
      {
        name: "weight",
        route: [
          { destination: { host: HOST, subset: "v1" }, weight: 90 },
          { destination: { host: HOST, subset: "v2" }, weight: 10 },
        ],
      },
    ],
  });
});

test("a DestinationRule stands before the VirtualService that names its subsets", () => {
  const kinds = routes({ canary }).map(({ kind }) => kind as string);
  expect(kinds.indexOf("DestinationRule")).toBeLessThan(
    kinds.indexOf("VirtualService"),
  );
});

test("no canary, nothing asked of the route: neither of the two", () => {
  expect(routes({}).map(({ kind }) => kind)).not.toContain("VirtualService");
});

test("a timeout alone makes a route, and no subsets", () => {
  const objects = routes({ timeout: "2s", retries: { attempts: 0 } });
  expect(objects.map(({ kind }) => kind)).not.toContain("DestinationRule");
  expect(find(objects, "VirtualService")["spec"].http).toEqual([
    {
      name: "default",
      route: [{ destination: { host: HOST } }],
      timeout: "2s",
      retries: { attempts: 0 },
    },
  ]);
});

test("TCP is split by weight", () => {
  const objects = routes({ port: { port: 6379, protocol: "tcp" }, canary });
  expect(find(objects, "VirtualService")["spec"]).toEqual({
    hosts: [HOST],
    tcp: [
      {
        route: [
          { destination: { host: HOST, subset: "v1" }, weight: 90 },
          { destination: { host: HOST, subset: "v2" }, weight: 10 },
        ],
      },
    ],
  });
});

test("TCP between two canaries, and before the first", () => {
  const subset = (phase: "off" | "prepared") =>
    find(
      routes({
        port: { port: 6379, protocol: "tcp" },
        canary: { phase },
      }),
      "VirtualService",
    )["spec"].tcp[0].route;
  expect(subset("off")).toEqual([
    { destination: { host: HOST, subset: "v1" } },
  ]);
  expect(subset("prepared")).toEqual([{ destination: { host: HOST } }]);
});

test("several ports: each has its route, and names its port", () => {
  const objects = routes({
    port: undefined as never,
    ports: [
      8080,
      { port: 9000, protocol: "grpc" },
      { port: 6379, protocol: "redis" },
    ],
    canary,
  });
  const { http, tcp } = find(objects, "VirtualService")["spec"];
  expect(http.map(({ name }: { name: string }) => name)).toEqual([
    "weight-8080",
    "weight-9000",
  ]);
  expect(http[1].match).toEqual([{ port: 9000 }]);
  expect(http[1].route[0].destination).toEqual({
    host: HOST,
    subset: "v1",
    port: { number: 9000 },
  });
  expect(tcp[0].match).toEqual([{ port: 6379 }]);
});

test("from outside too: a Gateway of its own, with TLS and a redirect", () => {
  const objects = routes({
    canary,
    ingress: { hosts: ["shop.example.com"], credentialName: "shop-tls" },
  });
  expect(find(objects, "VirtualService")["spec"]).toMatchObject({
    hosts: [HOST, "shop.example.com"],
    gateways: ["mesh", "web-app"],
  });
  expect(find(objects, "Gateway")["spec"]).toEqual({
    selector: { istio: "ingressgateway" },
    servers: [
      {
        hosts: ["shop.example.com"],
        port: { name: "http", number: 80, protocol: "HTTP" },
        tls: { httpsRedirect: true },
      },
      {
        hosts: ["shop.example.com"],
        port: { name: "https", number: 443, protocol: "HTTPS" },
        tls: { mode: "SIMPLE", credentialName: "shop-tls" },
      },
    ],
  });
});

test("several ports behind a gateway: the mesh by port, the gateway to the one that is meant", () => {
  const objects = routes({
    port: undefined as never,
    ports: [8080, { port: 9000, protocol: "grpc" }],
    ingress: {
      hosts: ["shop.example.com"],
      gateway: "ingress/public",
      port: 8080,
    },
  });
  expect(objects.map(({ kind }) => kind)).not.toContain("Gateway");
  expect(find(objects, "VirtualService")["spec"].http).toEqual([
    {
      name: "default-8080",
      match: [{ port: 8080, gateways: ["mesh"] }],
      route: [{ destination: { host: HOST, port: { number: 8080 } } }],
    },
    {
      name: "default-9000",
      match: [{ port: 9000, gateways: ["mesh"] }],
      route: [{ destination: { host: HOST, port: { number: 9000 } } }],
    },
    {
      name: "default-ingress/public",
      match: [{ gateways: ["ingress/public"] }],
      route: [{ destination: { host: HOST, port: { number: 8080 } } }],
    },
  ]);
});

test("by header, path and cookie: a request meets all of them", () => {
  const objects = routes({
    canary: {
      version: "v2",
      image: "x:2",
      header: { team: { prefix: "shop" } },
      path: { prefix: "/checkout" },
      cookie: { "canary.id": "a+b" },
    },
  });
  const [first] = find(objects, "VirtualService")["spec"].http;
  expect(first.name).toBe("header");
  expect(first.match).toEqual([
    {
      headers: {
        team: { prefix: "shop" },
        cookie: { regex: "(.*; *)?canary\\.id=a\\+b( *;.*)?" },
      },
      uri: { prefix: "/checkout" },
    },
  ]);
});

test("a cookie is found among others, and not inside of another", () => {
  const objects = routes({
    canary: { version: "v2", image: "x:2", cookie: { canary: "yes" } },
  });
  const [first] = find(objects, "VirtualService")["spec"].http;
  // Envoy holds the expression against the whole header.
  const cookie = new RegExp(`^(?:${first.match[0].headers.cookie.regex})$`);
  for (const header of ["canary=yes", "a=1; canary=yes", "canary=yes; a=1"])
    expect(header).toMatch(cookie);
  for (const header of ["mycanary=yes", "canary=yess", "a=canary=yes"])
    expect(header).not.toMatch(cookie);
});

test("a path alone", () => {
  const objects = routes({ canary: { ...canary, path: "/new" } });
  expect(find(objects, "VirtualService")["spec"].http[0]).toEqual({
    name: "path",
    match: [{ uri: { exact: "/new" } }],
    route: [{ destination: { host: HOST, subset: "v2" } }],
  });
});

test("a mirror copies a share of the requests that no match picks", () => {
  const objects = routes({
    canary: {
      version: "v2",
      image: "x:2",
      mirror: 20,
      header: { canary: "true" },
    },
  });
  expect(find(objects, "VirtualService")["spec"].http).toEqual([
    {
      name: "header",
      match: [{ headers: { canary: { exact: "true" } } }],
      route: [{ destination: { host: HOST, subset: "v2" } }],
    },
    {
      name: "weight",
      route: [
        { destination: { host: HOST, subset: "v1" }, weight: 100 },
        { destination: { host: HOST, subset: "v2" }, weight: 0 },
      ],
      mirror: { host: HOST, subset: "v2" },
      mirrorPercentage: { value: 20 },
    },
  ]);
});

test("a fault for requests that ask for it, which are split as all others are", () => {
  const objects = routes({
    canary: { ...canary, header: { canary: "true" } },
    fault: {
      header: { rehearsal: "true" },
      abort: { percent: 50, status: 503 },
      delay: { percent: 100, duration: "2s" },
    },
  });
  const fault = {
    abort: { percentage: { value: 50 }, httpStatus: 503 },
    delay: { percentage: { value: 100 }, fixedDelay: "2s" },
  };
  const rehearsal = { exact: "true" };
  const { http } = find(objects, "VirtualService")["spec"];
  const [faultHeader, header, faultWeight, weight] = http;
  expect(http).toHaveLength(4);
  expect(faultHeader).toEqual({
    ...header,
    name: "fault-header",
    match: [{ headers: { canary: { exact: "true" }, rehearsal } }],
    fault,
  });
  expect(faultWeight).toEqual({
    ...weight,
    name: "fault-weight",
    match: [{ headers: { rehearsal } }],
    fault,
  });
});

test("a fault for all, in gRPC's words", () => {
  const { objects } = rendered(
    (chart) =>
      new MeshService(chart, "cart", {
        name: "cart",
        image: "x:1",
        port: { port: 7070, protocol: "grpc" },
        fault: { abort: { percent: 1, grpcStatus: "UNAVAILABLE" } },
      }),
  );
  expect(find(objects, "VirtualService")["spec"].http).toEqual([
    {
      name: "default",
      route: [{ destination: { host: "cart.shop.svc.cluster.local" } }],
      fault: {
        abort: { percentage: { value: 1 }, grpcStatus: "UNAVAILABLE" },
      },
    },
  ]);
});

test("alone in a chart, beside a cdk8s-plus Service", () => {
  const { objects, said } = rendered((chart) => {
    const service = new plus.Service(chart, "service", {
      metadata: { name: "web-app" },
      ports: [{ port: 80 }],
    });
    new CanaryRoutes(chart, "routes", {
      service,
      canary: { version: "v2", weight: 25 },
    });
  });
  expect(said).toEqual([]);
  const [route] = find(objects, "VirtualService")["spec"].http;
  expect(route.route.map(({ weight }: { weight: number }) => weight)).toEqual([
    75, 25,
  ]);
});

test("alone in a chart, between two canaries: stable keeps its subset", () => {
  const { objects, said } = rendered(
    (chart) =>
      new CanaryRoutes(chart, "routes", {
        service: "web-app",
        canary: { version: "v2", phase: "off" },
      }),
  );
  expect(said).toEqual([]);
  expect(find(objects, "DestinationRule")["spec"].subsets).toEqual([
    { name: "v1", labels: { version: "v1" } },
  ]);
  expect(find(objects, "VirtualService")["spec"].http).toEqual([
    {
      name: "default",
      route: [{ destination: { host: HOST, subset: "v1" } }],
    },
  ]);
});

test("alone in a chart, with bad input", () => {
  const { objects, said } = rendered((chart) => {
    new CanaryRoutes(chart, "routes", {
      service: "web-app",
      canary: { version: "v1", weight: 200 },
    });
    new k8s.KubeConfigMap(chart, "map", { metadata: { name: "map" } });
  });
  expect(objects.map(({ kind }) => kind)).toEqual(["ConfigMap"]);
  expect(said.map((line) => line.split("\n")[0])).toEqual([
    "error: canary routes, canary.weight: got 200, expected a whole number from 0 to 100",
  ]);
});
