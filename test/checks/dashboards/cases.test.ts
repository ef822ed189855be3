import {
  configMapYaml,
  dashboardYaml,
  logsYaml,
  panel,
  panelOf,
  variable,
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

const defaults = (rest: object) => panel({ fieldConfig: { defaults: rest } });

test.each([
  ["a unit", defaults({ unit: "s" }), []],
  ["one's own", defaults({ unit: "suffix: carts" }), []],
  [
    "none that is known",
    defaults({ unit: "byte" }),
    ['got the unit "byte", expected one that Grafana knows'],
  ],
  ["words for numbers", defaults({ mappings: [{ type: "value" }] }), []],
  [
    "an empty list of words",
    defaults({ mappings: [] }),
    ["got no unit, expected one"],
  ],
  [
    "that of a column",
    panel({
      type: "table",
      fieldConfig: {
        overrides: [{ properties: [{ id: "unit", value: "ms" }] }],
      },
    }),
    [],
  ],
  [
    "that of an axis of old",
    panel({ type: "graph", fieldConfig: {}, yaxes: [{ format: "bytes" }] }),
    [],
  ],
  ["no numbers", panel({ type: "text", fieldConfig: {} }), []],
  [
    "one of the library",
    panel({ libraryPanel: { uid: "x" }, fieldConfig: {} }),
    [],
  ],
])("panel-units: %s", (_, one, expected) => {
  expect(of("panel-units", dashboardYaml([one]))).toEqual(expected);
});

test.each([
  ["-- Mixed --", []],
  ["-- Dashboard --", []],
  ["[[datasource]]", []],
  ["${missing}", []],
  [null, ["got no data source, expected a variable"]],
  ["prod", ['got the data source "prod", expected a variable']],
  [
    { type: "prometheus", uid: "abc" },
    ['got the data source "abc", expected a variable'],
  ],
])("panel-datasource: %j", (datasource, expected) => {
  expect(
    of("panel-datasource", dashboardYaml([panel({ datasource })])),
  ).toEqual(expected);
});

test.each([
  ["rate(a_total[$__rate_interval])", []],
  ["increase(a_total[$__range])", []],
  ["count by (x) (a_total)", []],
  ["a_opened_total - a_closed_total", []],
  ["b and a_total > 0", []],
  ["shop:a_total", []],
  ["absent(a_total)", []],
  ["sum by (x) (a_total{b='c'})", ["got a_total without rate or increase"]],
  ["max(a_total) / 2", ["got a_total without rate or increase"]],
])("target-counter-agg: %s", (expr, expected) => {
  expect(of("target-counter-agg", dashboardYaml([panelOf(expr)]))).toEqual(
    expected,
  );
});

test.each([
  ["rate(a[$__rate_interval])", []],
  ["rate(a[$window])", []],
  ["rate(a[$__range])", []],
  ["increase(a[1d])", []],
  [
    "irate(a[${__interval}])",
    ["got irate over ${__interval}, expected $__rate_interval"],
  ],
  [
    "rate(a[5m]) + rate(b[1h])",
    [
      "got rate over 5m, expected $__rate_interval",
      "got rate over 1h, expected $__rate_interval",
    ],
  ],
])("target-rate-interval: %s", (expr, expected) => {
  expect(of("target-rate-interval", dashboardYaml([panelOf(expr)]))).toEqual(
    expected,
  );
});

test.each([
  ["=~", "$job", true, 0],
  ["=~", "${job:regex}", true, 0],
  ["=", "[[job]]", false, 0],
  ["=", "$job", true, 1],
  ["=~", "$other", true, 1],
])("target-job: job%s%j, several: %j => %d", (op, value, multi, count) => {
  const text = dashboardYaml(
    [panelOf(`up{job${op}"${value}"}`)],
    [variable("job", "label_values(up, job)", { multi })],
  );
  expect(of("target-job", text)).toHaveLength(count);
});

test("a dashboard without the variables job and instance is not asked for them", () => {
  const found = said(dashboardYaml([panelOf("sum(up)")]));
  expect(found.filter((one) => /-(job|instance):/.test(one))).toEqual([]);
});

test.each([
  [
    "$__interval and $__from are Grafana's own",
    'a{b="${__user.login}"}[$__interval]',
    [],
  ],
  ["$1 is a group", 'label_replace(a, "b", "$1", "c", "(.*)")', []],
  ["a name of a group", 'label_replace(a, "b", "$x", "c", "(?P<x>.*)")', []],
  [
    "one that is nearly there",
    'a{b="$datasorce"}',
    ["got $datasorce, which is no variable of the dashboard"],
  ],
  [
    "one twice",
    'a{b="$x"} + a{b="${x}"}',
    ["got $x, which is no variable of the dashboard"],
  ],
])("unknown-variable: %s", (_, expr, expected) => {
  expect(of("unknown-variable", dashboardYaml([panelOf(expr)]))).toEqual(
    expected,
  );
});

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
