import { adopted, deployment, noteLines, patchLines, service } from "./of";

const labelsOf = (yaml: string) =>
  patchLines(adopted(yaml))
    .filter((line) => !line.includes("inject"))
    .map((line) => line.replace(/^.*labels\./, ""));

test.each([
  ["both are there", deployment("a", { labels: "app: a, version: v3" }), []],
  ["no version", deployment("a"), ["version: v1"]],
  ["the name says it", deployment("a-v2"), ["version: v2"]],
  [
    "the common label says it",
    deployment("a", { labels: "app: a, app.kubernetes.io/version: '2.1'" }),
    ["version: 2.1"],
  ],
  [
    "an annotation says it",
    deployment("a", { annotations: "sidelight.dev/version: blue" }),
    ["version: blue"],
  ],
  [
    "no app: the Service's name",
    service("shop", "{port: 1}", { selector: "run: a" }) +
      deployment("a-v2", { labels: "run: a" }),
    ["app: shop", "version: v2"],
  ],
  [
    "no app: the common label",
    deployment("a", { labels: "app.kubernetes.io/name: web" }),
    ["app: web", "version: v1"],
  ],
  [
    "no app, no Service",
    deployment("a-v2", { labels: "run: a" }),
    ["app: a", "version: v2"],
  ],
])("%s", (_, yaml, labels) => {
  expect(labelsOf(yaml)).toEqual(labels);
});

test("selectors stay as they are", () => {
  const { objects } = adopted(deployment("a", { labels: "run: a" }));
  expect(objects[0]?.object).toMatchObject({
    spec: {
      selector: { matchLabels: { run: "a" } },
      template: {
        metadata: {
          labels: {
            app: "a",
            run: "a",
            version: "v1",
            "sidecar.istio.io/inject": "true",
          },
        },
      },
    },
  });
});

test.each([
  ["a Service", service("other", "{port: 1}", { selector: "version: v1" })],
  [
    "a Deployment",
    deployment("other", {
      labels: "version: v1, app: other",
      selector: "version: v1",
    }),
  ],
  [
    "a NetworkPolicy that asks for none",
    "\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: other}\nspec: {podSelector: {matchExpressions: [{key: version, operator: DoesNotExist}]}}\n---",
  ],
])("a label that %s would see is not written", (_, other) => {
  const found = adopted(deployment("a") + other);
  expect(patchLines(found)).not.toContain(
    "Deployment a spec.template.metadata.labels.version: v1",
  );
  expect(noteLines(found)).toContainEqual(
    expect.stringMatching(
      /^Deployment a: no label version: v1: the selector of \w+ other would see these pods otherwise$/,
    ),
  );
});
