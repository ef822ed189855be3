import {
  dashboardYaml,
  panel,
  panelOf,
  variable,
} from "../../../src/checks/dashboards/example";
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
