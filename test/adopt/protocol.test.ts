import { adopted, deployment, patchLines, service } from "./of";

/** A Service's port, the container behind it, and what is found of the port. */
test.each([
  // What Istio reads as it is.
  ["{name: grpc, port: 1}", "", "grpc", "named grpc"],
  ["{name: tcp-redis, port: 6379}", "", "tcp", "named tcp-redis"],
  ["{name: grpc-web-api, port: 1}", "", "grpc-web", "named grpc-web-api"],
  ["{port: 1, appProtocol: http2}", "", "http2", "appProtocol http2"],
  [
    "{port: 1, appProtocol: kubernetes.io/h2c}",
    "",
    "http2",
    "appProtocol kubernetes.io/h2c",
  ],
  ["{port: 53, protocol: UDP}", "", "udp", "UDP, which Istio leaves alone"],
  [
    "{port: 3306}",
    "",
    "tcp",
    "its number, which Istio takes for tcp: the server speaks first",
  ],
  // What the pods say.
  [
    "{port: 80, targetPort: web}",
    "ports: [{name: web, containerPort: 8080}], livenessProbe: {httpGet: {port: web}}",
    "http",
    "livenessProbe httpGet on port 8080",
  ],
  [
    "{port: 1}",
    "readinessProbe: {grpc: {port: 1}}",
    "grpc",
    "readinessProbe grpc on port 1",
  ],
  [
    "{port: 1}",
    "readinessProbe: {httpGet: {port: 1, scheme: HTTPS}}",
    "https",
    "readinessProbe httpGet on port 1",
  ],
  [
    "{port: 1}",
    "readinessProbe: {exec: {command: [/bin/grpc_health_probe, '-addr=:1']}}",
    "grpc",
    "readinessProbe grpc_health_probe on port 1",
  ],
  [
    "{port: 80, targetPort: 9}",
    "ports: [{name: http-api, containerPort: 9}]",
    "http",
    "container port 9, named http-api",
  ],
  [
    "{name: prom, port: 8801}",
    "env: [{name: PROM_PORT, value: '8801'}]",
    "http",
    "env PROM_PORT is 8801",
  ],
  [
    "{port: 1}",
    "env: [{name: GRPC_ADDR, value: ':1'}]",
    "grpc",
    "env GRPC_ADDR is 1",
  ],
  // What is known of servers.
  [
    "{port: 6379}",
    "image: redis:7",
    "tcp",
    "the image redis on its own port 6379",
  ],
  [
    "{port: 80}",
    "image: nginx:1.27",
    "http",
    "the image nginx on its own port 80",
  ],
  ["{name: db, port: 5432}", "", "tcp", "port 5432, postgres's everywhere"],
])(
  "port %s, container {%s} => %s, %s",
  (port, container, protocol, because) => {
    const { namespaces } = adopted(
      service("a", port) +
        deployment("a", {
          container: container === "" ? "image: x" : container,
        }),
    );
    expect(namespaces[0]?.services[0]?.ports).toMatchObject([
      { protocol, because },
    ]);
  },
);

test.each([
  [
    "{port: 8080}",
    "image: x",
    "a port 8080 may mean HTTP: Istio looks at the first bytes",
  ],
  [
    "{port: 9000}",
    "image: x",
    "nothing says what is spoken: Istio looks at the first bytes",
  ],
  [
    "{name: metrics, port: 9000}",
    "image: x",
    "a port named metrics may mean HTTP: Istio looks at the first bytes",
  ],
  [
    "{port: 1, appProtocol: postgresql}",
    "image: x",
    "appProtocol postgresql, which Istio does not know: it looks at the first bytes",
  ],
  [
    "{port: 1}",
    "readinessProbe: {httpGet: {port: 1}}, env: [{name: GRPC_PORT, value: '1'}]",
    "readinessProbe httpGet on port 1 says http, env GRPC_PORT is 1 says grpc: Istio looks at the first bytes",
  ],
])(
  "port %s, container {%s} is left to Istio: %s",
  (port, container, because) => {
    const found = adopted(service("a", port) + deployment("a", { container }));
    const [first] = found.namespaces[0]?.services[0]?.ports ?? [];
    expect(first).toMatchObject({ because });
    expect(first).not.toHaveProperty("protocol");
    expect(
      patchLines(found).filter((line) => line.includes("appProtocol")),
    ).toEqual([]);
  },
);

test("a caller's URL says what is spoken", () => {
  const found = adopted(
    service("a", "{port: 8080}") +
      deployment("a") +
      deployment("b", {
        container: "env: [{name: A, value: 'http://a:8080/x'}]",
      }),
  );
  expect(found.namespaces[0]?.services[0]?.ports).toMatchObject([
    { protocol: "http", because: "b calls http://…:8080 (env A)" },
  ]);
});

test("appProtocol is written where Istio does not know, never a name", () => {
  const found = adopted(
    service("a", "{name: main, port: 1}, {name: grpc, port: 2}") +
      deployment("a", { container: "readinessProbe: {grpc: {port: 1}}" }),
  );
  expect(patchLines(found)).toContain(
    "Service a spec.ports.0.appProtocol: grpc",
  );
  const out = found.objects.find(
    ({ manifest }) => manifest.identity.kind === "Service",
  );
  expect(out?.object["spec"]).toEqual({
    selector: { app: "a" },
    ports: [
      { name: "main", port: 1, appProtocol: "grpc" },
      { name: "grpc", port: 2 },
    ],
  });
});

test("what the user says goes before everything", () => {
  const ports = "{name: http, port: 1}";
  const by = (text: string, settings = {}) =>
    adopted(text + deployment("a"), settings).namespaces[0]?.services[0]?.ports;
  expect(
    by(service("a", ports), { protocols: { "a:1": "grpc" } }),
  ).toMatchObject([
    { protocol: "grpc", because: "--protocol", declared: false },
  ]);
  expect(
    by(
      service("a", ports, { annotations: "sidelight.dev/protocol.http: tcp" }),
    ),
  ).toMatchObject([
    { protocol: "tcp", because: "annotation sidelight.dev/protocol.http" },
  ]);
});
