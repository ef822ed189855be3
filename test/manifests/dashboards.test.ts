import { findDashboards } from "../../src/manifests/dashboards/find";
import { dashboardsOf } from "../../src/manifests/dashboards/read";
import { indexOf } from "../../src/manifests/index-of";
import { readText } from "../../src/manifests/text";

const index = (text: string) =>
  indexOf(readText({ file: "a.yaml", text }).manifests);

const found = (text: string) =>
  dashboardsOf(index(text)).map(
    ({ title, manifest, path }) =>
      `${title} in ${manifest.identity.kind || "a file"} at ${path.join(".")}`,
  );

const JSON_TEXT = '{"title": "Shop", "panels": []}';
const configMap = (data: string, labels = "{}") =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: ${labels}}\ndata:\n  ${data}\n`;

test.each([
  [
    "a ConfigMap",
    configMap(`shop.json: '${JSON_TEXT}'`),
    ["Shop in ConfigMap at data.shop.json"],
  ],
  [
    "any key",
    configMap(`shop: |\n    ${JSON_TEXT}`),
    ["Shop in ConfigMap at data.shop"],
  ],
  [
    "an object of the operator",
    `apiVersion: grafana.integreatly.org/v1beta1\nkind: GrafanaDashboard\nmetadata: {name: a}\nspec:\n  json: >\n    ${JSON_TEXT}\n`,
    ["Shop in GrafanaDashboard at spec.json"],
  ],
  [
    "an object of Grafana",
    `apiVersion: dashboard.grafana.app/v1beta1\nkind: Dashboard\nmetadata: {name: a}\nspec: ${JSON_TEXT}\n`,
    ["Shop in Dashboard at spec"],
  ],
  ["a file of its own", JSON_TEXT, ["Shop in a file at "]],
  ["the same as YAML", "title: Shop\npanels: []\n", ["Shop in a file at "]],
  [
    "an export of the API",
    `{"meta": {}, "dashboard": ${JSON_TEXT}}`,
    ["Shop in a file at dashboard"],
  ],
  [
    "rows of old",
    '{"schemaVersion": 14, "title": "Old", "rows": [{"panels": [{"id": 1}]}]}',
    ["Old in a file at "],
  ],
])("%s holds a dashboard", (_, text, expected) => {
  expect(found(text)).toEqual(expected);
});

test.each([
  ["other JSON", configMap(`a.json: '{"panels": 3, "title": "x"}'`)],
  ["other text", configMap(`a.txt: 'see "panels": and "title": in {'`, "{}")],
  [
    "a reference",
    "apiVersion: grafana.integreatly.org/v1beta1\nkind: GrafanaDashboard\nmetadata: {name: a}\nspec: {url: 'https://x'}\n",
  ],
])("%s is none", (_, text) => {
  expect(found(text)).toEqual([]);
});

test("a text that is labelled for Grafana and is no JSON is broken, and where", () => {
  const broken = (text: string) =>
    findDashboards(index(text)).broken.map(
      ({ manifest, path, offset, message }) => {
        const { line, column } = manifest.within?.(path, offset) ?? {};
        return `${line}:${column} ${message}`;
      },
    );
  const labels = '{grafana_dashboard: "1"}';
  expect(broken(configMap("a.json: |\n    {\n      'a': 1 }", labels))).toEqual(
    ["7:7 expected property name or '}'"],
  );
  expect(broken(configMap("a.json: '{\"a\": [1'", labels))).toEqual([
    "5:20 expected ',' or ']' after array element",
  ]);
  expect(broken(configMap("a.json: '{,}'"))).toEqual([]);
  expect(broken(configMap("a.txt: '{,}'", labels))).toEqual([]);
  const words = `'see "panels": and "title": in {'`;
  expect(broken(configMap(`a.md: ${words}`, labels))).toEqual([]);
  expect(broken(configMap(`a.json: ${words}`))).toHaveLength(1);
});

test("panels of rows are found, each with the data source that it uses", () => {
  const [dashboard] = dashboardsOf(
    index(`
title: Shop
panels:
  - { type: row, title: A, panels: [{ title: B, datasource: x, targets: [{ expr: up }] }] }
  - { title: C, targets: [{ expr: up, datasource: { type: loki, uid: logs } }] }
`),
  );
  expect(
    dashboard?.panels.map(({ title, path, targets }) => [
      title,
      path.join("."),
      targets?.[0]?.datasource?.uid,
    ]),
  ).toEqual([
    ["A", "panels.0", undefined],
    ["B", "panels.0.panels.0", "x"],
    ["C", "panels.1", "logs"],
  ]);
});
