import * as fc from "fast-check";
import { ALL_CHECKS } from "../../../src/checks/all";
import {
  configMapYaml,
  dashboardYaml,
  logsYaml,
  panel,
} from "../../../src/checks/dashboards/example";
import { readVariableQuery } from "../../../src/checks/dashboards/variable-query";
import { said } from "./said";

/** The findings of one check, without the name of who asks. */
const of = (check: string, text: string) =>
  said(text).flatMap((one) =>
    one.startsWith(`dashboard/${check}: `)
      ? [
          one.replace(
            /^\S+: (?:(?:panel|dashboard|variable) (?:".*?"|\w+): )?/,
            "",
          ),
        ]
      : [],
  );

const EXPORTED = {
  title: "Shop",
  __inputs: [{ name: "DS_PROM", type: "datasource", pluginId: "prometheus" }],
  panels: [
    panel({
      datasource: "${DS_PROM}",
      targets: [{ expr: "up", datasource: "${DS_PROM}" }],
    }),
  ],
};

test("an input of an export is filled in by hand, or by the operator", () => {
  const text = JSON.stringify(EXPORTED);
  const operator = (spec: string) =>
    `apiVersion: grafana.integreatly.org/v1beta1\nkind: GrafanaDashboard\nmetadata: {name: a}\nspec:\n  json: '${text}'\n${spec}`;
  const says = ["got ${DS_PROM}, which only an import by hand fills in"];
  expect(of("unknown-variable", text)).toEqual([]);
  expect(of("unknown-variable", configMapYaml("a", text))).toEqual(says);
  expect(of("unknown-variable", operator(""))).toEqual(says);
  expect(
    of(
      "unknown-variable",
      operator("  datasources: [{inputName: DS_PROM, datasourceName: x}]\n"),
    ),
  ).toEqual([]);
});

test.each([
  ["in two namespaces", "namespace: other", 0],
  ["in one", "namespace: shop", 1],
])("duplicate-uid: %s", (_, namespace, count) => {
  const one = dashboardYaml([panel()]);
  const other = one
    .replace("name: shop", "name: cart")
    .replace("namespace: shop", namespace);
  expect(of("duplicate-uid", `${one}---\n${other}`)).toHaveLength(count);
});

test("duplicate-uid: an object that is read twice is one", () => {
  const one = dashboardYaml([panel()]);
  expect(of("duplicate-uid", `${one}---\n${one}`)).toEqual([]);
});

test.each([
  ['{app="cart"} |= "a [ b" | json | line_format "{{.x}}"', []],
  ['sum(count_over_time({app=~"$app"} |~ `(?i)$filter` [$__auto]))', []],
  ["$query", []],
  ['{app="cart"', ["got { that is never closed"]],
  ['{app="cart}', ["got a text that is never closed"]],
  ['rate({app="cart"}[$__auto]))', ["got ) that closes nothing"]],
  ["cart", ["got a query without {…}, expected a selector of streams"]],
])("target-logql: %s", (expr, expected) => {
  expect(of("target-logql", logsYaml(expr))).toEqual(expected);
});

test.each([
  ["label_values(job)", {}],
  ["label_values(up, job)", { inner: "up" }],
  ['label_values(up{a=~"$b", c!=""}, $label)', { inner: 'up{a=~"$b", c!=""}' }],
  ["label_names()", {}],
  ["query_result(topk(5, up))", { inner: "topk(5, up)" }],
  ["metrics(istio_.*)", {}],
  ['up{job="x"}', { inner: 'up{job="x"}' }],
  ["label_values(up, job-name)", { problem: 'the label "job-name"' }],
])("the query of a variable: %s", (query, expected) => {
  expect(readVariableQuery(query)).toMatchObject(expected);
});

test("a dashboard of Grafana's second model is read as the others", () => {
  const text = `apiVersion: dashboard.grafana.app/v2
kind: Dashboard
metadata: { name: shop }
spec:
  title: Shop
  editable: true
  variables:
    - { kind: DatasourceVariable, spec: { name: datasource, label: Data source, pluginId: prometheus } }
    - { kind: QueryVariable, spec: { name: path, refresh: onDashboardLoad, query: { group: prometheus, datasource: { name: $datasource }, spec: { query: "label_values(a, path)" } } } }
  elements:
    one:
      kind: Panel
      spec:
        id: 1
        title: Requests
        description: Requests a second.
        vizConfig: { group: timeseries, spec: { fieldConfig: { defaults: {} } } }
        data:
          spec:
            queries:
              - spec: { query: { group: prometheus, datasource: { name: $datasource }, spec: { expr: "sum(rate(a[5m])" } } }
`;
  expect(said(text)).toEqual([
    'dashboard/uneditable-dashboard: dashboard "Shop": got editable true, expected false',
    'dashboard/template-on-time-change-reload: dashboard "Shop": got the variable path with refresh 1, expected 2',
    'dashboard/panel-units: panel "Requests": got no unit, expected one',
    'dashboard/target-promql: panel "Requests": got ( that is never closed',
  ]);
});

test("nothing is said of a dashboard that is odd all through", () => {
  for (const text of [
    "title: 1\npanels: [1, null, {}]\nschemaVersion: 41",
    "title: x\npanels: [{ type: row, panels: x, targets: [3] }]\ntemplating: { list: [null, 3] }",
  ])
    expect(
      said(text).filter((one) => !/template-datasource/.test(one)),
    ).toEqual([]);
});

test("no JSON breaks a check", () => {
  const text = fc.constantFrom("$a", "${b:csv}", "up[", "-- Mixed --", "row");
  const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), text);
  const one = fc.dictionary(
    fc.constantFrom(...KEYS),
    fc.oneof(value, fc.array(fc.dictionary(fc.constantFrom(...KEYS), value))),
  );
  fc.assert(
    fc.property(fc.array(one), fc.array(one), (panels, list) => {
      const model = { title: "x", panels, templating: { list } };
      const all = said(JSON.stringify(model), ALL_CHECKS);
      expect(all.filter((it) => it.startsWith("check/"))).toEqual([]);
    }),
    { numRuns: 200, interruptAfterTimeLimit: 5000 },
  );
});

const KEYS = [
  ...["id", "type", "title", "targets", "panels", "datasource", "fieldConfig"],
  ...["expr", "uid", "name", "query", "refresh", "repeat", "options", "yaxes"],
];
