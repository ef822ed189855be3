import { adopted, deployment, service } from "./of";

const callsIn = (yaml: string) =>
  adopted(yaml).calls.map(
    ({ from, service: called, port, because }) =>
      `${from.name} → ${called}${port === undefined ? "" : `:${port}`} (${because})`,
  );
const CART =
  service("cart", "{name: grpc, port: 7070}") +
  deployment("cart", {
    container: "env: [{name: SELF_ADDR, value: 'cart:7070'}]",
  });
const web = (container: string, pod = "") =>
  deployment("web", { container, pod });
const config = (data: string) =>
  `\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: conf}\ndata: {${data}}\n---`;

test.each([
  [
    "env: [{name: CART_ADDR, value: 'cart:7070'}]",
    "web → cart:7070 (env CART_ADDR)",
  ],
  ["env: [{name: X, value: 'http://cart'}]", "web → cart (env X)"],
  [
    "env: [{name: CART_HOST, value: cart}, {name: CART_PORT, value: '7070'}]",
    "web → cart:7070 (env CART_HOST)",
  ],
  [
    "env: [{name: H, value: cart}, {name: U, value: 'grpc://$(H):7070'}]",
    "web → cart:7070 (env U)",
  ],
  [
    "env: [{name: X, value: 'cart.default.svc.cluster.local:7070'}]",
    "web → cart:7070 (env X)",
  ],
  ["args: ['--cart=cart:7070']", "web → cart:7070 (its arguments)"],
])("%s => %s", (container, call) => {
  expect(callsIn(CART + web(container))).toEqual([call]);
});

test("ConfigMaps, by key, whole and mounted", () => {
  const yaml =
    CART +
    service("tax", "{name: http, port: 80}") +
    deployment("tax") +
    config(
      "CART_URL: 'http://cart:7070', nginx.conf: 'proxy_pass http://tax;'",
    );
  expect(
    callsIn(yaml + web("envFrom: [{configMapRef: {name: conf}}]")),
  ).toContain("web → cart:7070 (env CART_URL, from ConfigMap conf)");
  expect(
    callsIn(
      yaml +
        web(
          "env: [{name: A, valueFrom: {configMapKeyRef: {name: conf, key: CART_URL}}}]",
        ),
    ),
  ).toEqual(["web → cart:7070 (env A, from ConfigMap conf)"]);
  expect(
    callsIn(
      yaml + web("image: x", "volumes: [{name: v, configMap: {name: conf}}]"),
    ),
  ).toContain("web → tax (nginx.conf in ConfigMap conf)");
});

test("a name alone is no call, unless the variable says that it is an address", () => {
  expect(
    callsIn(CART + web("env: [{name: TITLE, value: cart}], args: [cart]")),
  ).toEqual([]);
  expect(
    callsIn(CART + web("env: [{name: CART_HOST, value: cart}]")),
  ).toHaveLength(1);
});

test("a pod of a StatefulSet is a call of its headless Service", () => {
  expect(
    callsIn(
      service("db", "{port: 5432}", { more: "clusterIP: None" }) +
        web("env: [{name: DB, value: 'db-0.db:5432'}]"),
    ),
  ).toEqual(["web → db:5432 (env DB)"]);
});

test("an address that no manifest answers to is told", () => {
  const { unknownHosts } = adopted(
    web(
      "env: [{name: TAX_ADDR, value: 'tax:80'}, {name: OTHER_ADDR, value: 'example.com:443'}]",
    ),
  );
  expect(unknownHosts).toMatchObject([
    { address: "tax:80", where: "env TAX_ADDR" },
  ]);
});
