import { inFiles, said } from "./said";

const CONFIG = `
apiVersion: v1
kind: ConfigMap
metadata: { name: prices }
`;

test("versions of one group are the same object, groups are not", () => {
  const route = (version: string) => `
apiVersion: ${version}
kind: Gateway
metadata: { name: web, namespace: shop }
---`;
  expect(
    said(
      route("networking.istio.io/v1beta1") +
        route("networking.istio.io/v1") +
        route("gateway.networking.k8s.io/v1"),
    ),
  ).toEqual([
    "error duplicate-object metadata.name: got Gateway shop/web again, first at test.yaml:1, expected it once",
  ]);
});

test("no namespace and the namespace default are the same", () => {
  expect(
    said(`${CONFIG}---${CONFIG.replace("}", ", namespace: default }")}`),
  ).toEqual([
    "error duplicate-object metadata.name: got ConfigMap default/prices again, first at test.yaml:1, expected it once",
  ]);
});

test("a third is said to be one, too, and where the first is", () => {
  expect(
    said(inFiles({ "a.yaml": CONFIG, "b.yaml": CONFIG, "c.yaml": CONFIG })),
  ).toEqual([
    "error duplicate-object metadata.name: got ConfigMap prices again, first at a.yaml:1, expected it once",
    "error duplicate-object metadata.name: got ConfigMap prices again, first at a.yaml:1, expected it once",
  ]);
});

test("generateName makes another object each time", () => {
  const job = `
apiVersion: batch/v1
kind: Job
metadata: { generateName: migrate-, namespace: shop }
---`;
  expect(said(job + job)).toEqual([]);
});

test.each([
  ["clusters/eu/web.yaml", "clusters/us/web.yaml"],
  ["repo/apps/staging/web.yaml", "repo/apps/production/web.yaml"],
  ["web/dev-eu/config.yaml", "web/prod-eu/config.yaml"],
])("%s and %s are for different clusters", (one, other) => {
  expect(said(inFiles({ [one]: CONFIG, [other]: CONFIG }))).toEqual([]);
});

test.each([
  ["clusters/eu/web.yaml", "clusters/eu/apps/web.yaml"],
  ["apps/web/prices.yaml", "apps/cart/prices.yaml"],
  ["staging/a.yaml", "staging/b.yaml"],
])("%s and %s are for the same", (one, other) => {
  expect(said(inFiles({ [one]: CONFIG, [other]: CONFIG }))).toHaveLength(1);
});
