import { compared, object, saidOf } from "./compare";

const deployment = (
  name: string,
  container: string,
  rest = "replicas: 3",
  template = "",
) =>
  object(
    "apps/v1/Deployment",
    name,
    `spec: {${rest}, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {${template}containers: [{name: web, ${container}}]}}}`,
  );
const service = (ports: string, rest = "") =>
  object(
    "v1/Service",
    "web",
    `spec: {selector: {app: web}, ports: ${ports}${rest}}`,
  );

test.each<[what: string, before: string, after: string, said: string[]]>([
  [
    "an image restarts",
    deployment("web", "image: 'r/web:1'"),
    deployment("web", "image: 'r/web:2'"),
    [
      "Images: web: image r/web:2 instead of 1",
      "Restarts: web: pods are replaced, a few at a time: image",
    ],
  ],
  [
    "replicas do not",
    deployment("web", "image: a"),
    deployment("web", "image: a", "replicas: 5"),
    ["Replicas and resources: web: replicas 5 instead of 3"],
  ],
  [
    "resources and variables do",
    deployment("web", "image: a, env: [{name: A, value: x}]"),
    deployment(
      "web",
      "image: a, env: [{name: A, value: y}], resources: {requests: {cpu: 1}}",
    ),
    [
      'Replicas and resources: web: requests {"cpu":1}, there was none',
      "Restarts: web: pods are replaced, a few at a time: env A, resources",
    ],
  ],
  [
    "a strategy says how",
    deployment("web", "image: 'a:1'", "strategy: {type: Recreate}"),
    deployment("web", "image: 'a:2'", "strategy: {type: Recreate}"),
    [
      "Images: web: image a:2 instead of 1",
      "Restarts: web: all pods stop before new ones start: image",
    ],
  ],
  [
    "a workload by another name",
    deployment("web", "image: a"),
    deployment("web-blue", "image: a"),
    [
      "Services: web-blue: Deployment is new in place of web; its pods are others, and metrics carry the new name",
    ],
  ],
  [
    "workloads come and go",
    deployment("web", "image: a"),
    deployment("other", "image: b"),
    [
      "Services: other: Deployment is new: image b, replicas 3",
      "Services: web: Deployment is gone",
    ],
  ],
  [
    "ports are known by their numbers",
    service("[{name: http, port: 80}, {name: grpc, port: 90}]"),
    service("[{name: http-web, port: 80}, {name: grpc, port: 91}]"),
    [
      "Ports and hosts: web: name of port 80 http-web instead of http",
      "Ports and hosts: web: port 91 (grpc) is new",
      "Ports and hosts: web: port 90 (grpc) is gone",
    ],
  ],
  [
    "settings change without a restart",
    object("v1/ConfigMap", "web", "data: {level: info}"),
    object("v1/ConfigMap", "web", "data: {level: debug}"),
    [
      "Restarts: web: ConfigMap has another level; nothing restarts by that alone",
    ],
  ],
  [
    "mTLS and policies",
    object(
      "security.istio.io/v1/PeerAuthentication",
      "default",
      "spec: {mtls: {mode: PERMISSIVE}}",
    ),
    object(
      "security.istio.io/v1/PeerAuthentication",
      "default",
      "spec: {mtls: {mode: STRICT}, portLevelMtls: {8080: {mode: DISABLE}}}",
    ) + object("security.istio.io/v1/AuthorizationPolicy", "deny", "spec: {}"),
    [
      "Security: default: mTLS STRICT instead of PERMISSIVE",
      "Security: default: mTLS on port 8080 DISABLE, there was none",
      "Security: deny: new AuthorizationPolicy, ALLOW by 0 rules for all pods",
    ],
  ],
  [
    "a namespace that goes takes everything with it",
    "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}",
    "",
    ["Services: shop: Namespace is gone, with everything in it"],
  ],
  [
    "what is true of many is said once",
    deployment("a", "image: x") + deployment("b", "image: y"),
    deployment("a", "image: x", "replicas: 5") +
      deployment("b", "image: y", "replicas: 5"),
    ["Replicas and resources: a, b: replicas 5 instead of 3"],
  ],
])("%s", (_, before, after, said) => {
  expect(saidOf(before, after)).toEqual(said);
});

test("fields: items by their names, the rest by their places, order of names too", () => {
  const custom = (body: string) => object("x.io/v1/Thing", "a", body);
  expect(
    compared(
      custom(
        "spec: {named: [{name: a, v: 1}, {name: b, v: 1}], plain: [[1], [2], [3]], texts: [a, b], gone: 1}",
      ),
      custom(
        "spec: {named: [{name: b, v: 2}, {name: a, v: 1}], plain: [[1], [3]], texts: [b, c], 'a.b': {x: 1}}",
      ),
    ).objects[0]?.fields,
  ).toEqual([
    { path: 'spec["a.b"]', after: { x: 1 } },
    { path: "spec.gone", before: 1 },
    { path: "spec.named[b].v", before: 1, after: 2 },
    { path: "spec.named (order)", before: ["a", "b"], after: ["b", "a"] },
    { path: "spec.plain[1]", before: [2] },
    { path: "spec.texts[a]", before: "a" },
    { path: "spec.texts[c]", after: "c" },
  ]);
});

test("values of Secrets are not shown", () => {
  const secret = (value: string) =>
    object("v1/Secret", "key", `data: {password: ${value}}`);
  expect(compared(secret("b25l"), secret("dHdv"))).toEqual({
    summary: [
      {
        topic: "restarts",
        namespace: "shop",
        subject: "key",
        text: "Secret has another password; nothing restarts by that alone",
      },
    ],
    objects: [
      expect.objectContaining({
        fields: [
          { path: "data.password", before: "(hidden)", after: "(hidden)" },
        ],
      }),
    ],
  });
});
