import { deployment, said } from "./said";

const web = (name: string, ports: string, more = "") =>
  deployment(
    name,
    `app: web, part: ${name}`,
    `containers: [{ name: c, ports: [${ports}] }]${more}`,
  );

const service = (target: string, protocol = "TCP") => `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop, labels: { app: web } }
spec:
  selector: { app: web }
  ports: [{ name: http, port: 80, protocol: ${protocol}, targetPort: ${target} }]
---`;

const HTTP = "{ name: http, containerPort: 8080 }";
const ADMIN = "{ name: admin, containerPort: 9000 }";

describe("target ports", () => {
  test("that one of two workloads lacks are told of that one", () => {
    expect(said(service("http") + web("a", HTTP) + web("b", ADMIN))).toEqual([
      "warning target-port spec.ports[0].targetPort: got the target port http (TCP), which Deployment shop/b does not name, expected one of admin",
    ]);
  });

  test("are of a protocol", () => {
    expect(said(service("http", "UDP") + web("a", HTTP))).toEqual([
      "error target-port spec.ports[0].targetPort: got the target port http (UDP), which Deployment shop/a does not name, expected one of http",
    ]);
  });

  test("by number need no name", () => {
    expect(said(service("9999") + web("a", HTTP))).toEqual([]);
  });

  test("may be those of a native sidecar, not of a container that ends", () => {
    const init = (restart: string) =>
      web(
        "a",
        HTTP,
        `, initContainers: [{ name: i${restart}, ports: [${ADMIN}] }]`,
      );
    expect(said(service("admin") + init(", restartPolicy: Always"))).toEqual(
      [],
    );
    expect(said(service("admin") + init(""))).toHaveLength(1);
  });

  test("may be the injected sidecar's", () => {
    const injected = web("a", HTTP).replace(
      "metadata: { labels: {",
      'metadata: { labels: { sidecar.istio.io/inject: "true",',
    );
    expect(said(service("http-envoy-prom") + injected)).toEqual([]);
    expect(said(service("http-envoy-prom") + web("a", HTTP))).toHaveLength(1);
  });
});

describe("probes", () => {
  const probe = (handler: string, ports = HTTP) =>
    deployment(
      "web",
      "app: web",
      `containers: [{ name: c, ports: [${ports}], livenessProbe: ${handler} }, { name: d, ports: [${ADMIN}] }]`,
    );
  const PATH = "spec.template.spec.containers[0].livenessProbe.tcpSocket.port";

  test("see the ports of their own container alone", () => {
    expect(said(probe("{ tcpSocket: { port: admin } }"))).toEqual([
      `error probe-port ${PATH}: got the port admin, which container c does not name, expected one of http`,
    ]);
    expect(said(probe("{ tcpSocket: { port: http } }"))).toEqual([]);
  });

  test("ask for a port of the name where the container names none", () => {
    expect(said(probe("{ tcpSocket: { port: admin } }", ""))).toEqual([
      `error probe-port ${PATH}: got the port admin, which container c does not name, expected a port of that name`,
    ]);
  });

  test("by number, also in quotes, need no name", () => {
    expect(said(probe('{ httpGet: { port: "9000" } }'))).toEqual([]);
  });
});

describe("backends", () => {
  const route = (ref: string) => `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop, namespace: routes }
spec: { rules: [{ backendRefs: [{ ${ref} }] }] }
---`;
  const ingress = (port: string) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop, namespace: shop }
spec:
  rules: [{ http: { paths: [{ backend: { service: { name: web, port: ${port} } } }] } }]
---`;
  const PORT = "spec.rules[0].http.paths[0].backend.service.port";

  test("of an Ingress are named or numbered", () => {
    expect(said(service("8080") + ingress("{ name: http }"))).toEqual([]);
    expect(said(service("8080") + ingress("{ name: web }"))).toEqual([
      `error backend-port ${PORT}.name: got port web, which Service shop/web does not have, expected one of 80 (http)`,
    ]);
    expect(said(service("8080") + ingress("{ name: use-annotation }"))).toEqual(
      [],
    );
  });

  test("of a route may be of another namespace", () => {
    expect(
      said(service("8080") + route("name: web, namespace: shop, port: 80")),
    ).toEqual([]);
    expect(
      said(service("8080") + route("name: web, namespace: shop, port: 8080")),
    ).toEqual([
      "error backend-port spec.rules[0].backendRefs[0].port: got port 8080, which Service shop/web does not have, expected one of 80 (http)",
    ]);
    expect(
      said(service("8080") + route("name: wbe, namespace: shop, port: 80")),
    ).toEqual([
      "warning missing-service spec.rules[0].backendRefs[0].name: got the Service wbe, which is not there, expected one in shop",
    ]);
  });

  test("that are no Services are left alone", () => {
    expect(
      said(
        service("8080") +
          route("kind: InferencePool, group: x.io, name: a, namespace: shop"),
      ),
    ).toEqual([]);
  });
});

describe("monitors", () => {
  const monitor = (kind: string, spec: string) => `
apiVersion: monitoring.coreos.com/v1
kind: ${kind}
metadata: { name: web, namespace: shop }
spec: { selector: { matchLabels: { app: web } }, ${spec} }
---`;

  test("of pods go by the names of container ports", () => {
    const port = (name: string) =>
      monitor("PodMonitor", `podMetricsEndpoints: [{ port: ${name} }]`);
    expect(said(web("a", HTTP) + port("http"))).toEqual([]);
    expect(said(web("a", HTTP) + port("metrics"))).toEqual([
      "warning monitor-port spec.podMetricsEndpoints[0].port: got the port metrics, which no pod that is selected names, expected one of http",
    ]);
  });

  test("look where their namespaceSelector says", () => {
    const endpoints = "endpoints: [{ port: http }]";
    const other = service("8080").replace("shop", "other");
    const looking = (where: string) =>
      said(
        other +
          monitor(
            "ServiceMonitor",
            `${endpoints}, namespaceSelector: { ${where} }`,
          ),
      );
    expect(looking("any: true")).toEqual([]);
    expect(looking("matchNames: [other]")).toEqual([]);
    // Nothing of shop was read, so nothing can be told.
    expect(looking("")).toEqual([]);
  });

  test("of Services go by the labels of the Service", () => {
    expect(
      said(
        service("8080").replace("labels: { app: web }", "labels: {}") +
          web("a", HTTP) +
          monitor("ServiceMonitor", "endpoints: [{ port: http }]"),
      ),
    ).toEqual([
      "warning monitor-without-targets spec.selector: got the selector app=web, which takes no Service in shop",
    ]);
  });
});
