import { saidOf } from "./findings";

const policy = (spec: string, namespace = "shop") => `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: web, namespace: ${namespace} }
spec: { ${spec} }
`;

const idsOf = (text: string) =>
  saidOf(text).map((said) => said.split(" ").slice(0, 2).join(" "));

test.each([
  "rules: [{}]",
  "action: ALLOW, rules: [{}]",
  'rules: [{ to: [{ operation: { paths: ["*"] } }] }]',
  'rules: [{ to: [{ operation: { hosts: ["*"], methods: ["*"] } }] }]',
  'rules: [{ from: [{ source: { ipBlocks: ["0.0.0.0/0"] } }] }]',
  'rules: [{ from: [{ source: { principals: [a] } }] }, { to: [{ operation: { paths: ["/a"] } }, { operation: { paths: ["*"] } }] }]',
])("%s allows every request", (spec) => {
  expect(idsOf(policy(spec))).toEqual(["warning security/allow-all"]);
});

test.each([
  'rules: [{ from: [{ source: { principals: ["*"] } }] }]',
  'rules: [{ from: [{ source: { principals: ["cluster.local/*"] } }] }]',
  'rules: [{ from: [{ source: { namespaces: ["*"] } }] }]',
])("%s allows the whole mesh", (spec) => {
  expect(idsOf(policy(spec))).toEqual(["info security/any-principal"]);
});

test.each([
  'rules: [{ to: [{ operation: { notPaths: ["/admin"] } }] }]',
  "rules: [{ from: [{ source: { notNamespaces: [dev] } }] }]",
  "rules: [{ from: [{ source: { notNamespaces: [dev] } }], to: [{ operation: { notMethods: [DELETE] } }] }]",
])("%s allows what it does not name", (spec) => {
  expect(idsOf(policy(spec))).toEqual(["warning security/allow-by-exception"]);
});

test.each([
  // Nobody is allowed.
  "",
  "rules: []",
  "action: DENY, rules: [{}]",
  'action: DENY, rules: [{ to: [{ operation: { notPaths: ["/ready"] } }] }]',
  'action: DENY, rules: [{ from: [{ source: { notPrincipals: ["*"] } }] }]',
  "action: AUDIT, rules: [{}]",
  "action: CUSTOM, provider: { name: ext }, rules: [{}]",
  // Something narrows.
  "rules: [{ to: [{ operation: { methods: [GET] } }] }]",
  'rules: [{ to: [{ operation: { paths: ["*"], methods: [GET] } }] }]',
  'rules: [{ when: [{ key: "request.headers[x]", values: [a] }] }]',
  'rules: [{ from: [{ source: { principals: ["*"] } }], to: [{ operation: { paths: [/ready] } }] }]',
  'rules: [{ from: [{ source: { principals: ["*"], namespaces: [shop] } }] }]',
  'rules: [{ from: [{ source: { requestPrincipals: ["*"] } }] }]',
  "rules: [{ from: [{ source: { principals: [cluster.local/ns/shop/sa/cart] } }], to: [{ operation: { notPaths: [/admin] } }] }]",
])("%s is fine", (spec) => {
  expect(saidOf(policy(spec))).toEqual([]);
});

test.each([
  ["rules: [{}]", "shop", "all of shop"],
  ["rules: [{}]", "istio-system", "all of the mesh"],
  [
    "selector: { matchLabels: { app: web } }, rules: [{}]",
    "shop",
    "the pods with app=web in shop",
  ],
  [
    "targetRefs: [{ kind: Gateway, name: front }], rules: [{}]",
    "shop",
    "front in shop",
  ],
])("%s in %s is for %s", (spec, namespace, whom) => {
  expect(saidOf(policy(spec, namespace))).toEqual([
    `warning security/allow-all got a rule that allows every request to ${whom}, expected one that says from whom, or to what`,
  ]);
});

test("mTLS switched off for a port weighs less than for pods", () => {
  const peer = `
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  mtls: { mode: DISABLE }
  portLevelMtls: { 9090: { mode: DISABLE } }
`;
  expect(saidOf(peer)).toEqual([
    "warning security/mtls-disabled got mTLS mode DISABLE for pods of shop, expected PERMISSIVE or STRICT",
    "info security/mtls-disabled got mTLS mode DISABLE for port 9090 of pods of shop, expected PERMISSIVE or STRICT",
  ]);
});
