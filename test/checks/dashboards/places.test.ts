import {
  configMapYaml,
  dashboardYaml,
  panel,
  panelOf,
} from "../../../src/checks/dashboards/example";
import { judged } from "./said";

/** What stands where findings are, to the end of its line. */
function places(text: string): readonly string[] {
  const lines = text.split("\n");
  return judged(text).findings.map(({ check, line, column }) =>
    `${check} ${lines[line - 1]?.slice(column - 1) ?? ""}`.slice(0, 40),
  );
}

const BROKEN = 'sum(rate(a_total{b="c"}[$__rate_interval])';
const model = {
  title: "Shop",
  templating: {
    list: [
      {
        type: "datasource",
        name: "datasource",
        label: "Data source",
        query: "prometheus",
      },
    ],
  },
  panels: [panelOf(BROKEN)],
};

test.each([
  [
    "in a block",
    dashboardYaml([panelOf(BROKEN)]),
    ["dashboard/target-promql (rate(a_total{b="],
  ],
  [
    "on one line, in a block",
    configMapYaml("shop", `${JSON.stringify(model)}\n`),
    ["dashboard/target-promql (rate(a_total{b="],
  ],
  [
    "on one line, in quotes",
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a.json: ${JSON.stringify(JSON.stringify(model))}}\n`,
    ["dashboard/target-promql (rate(a_total{b="],
  ],
  [
    "in a file",
    JSON.stringify(model, undefined, 2),
    ["dashboard/target-promql (rate(a_total{b="],
  ],
])("a query's error stands in the query, %s", (_, text, expected) => {
  expect(places(text)).toEqual(expected);
});

test("what is missing stands at its panel", () => {
  expect(places(dashboardYaml([panel({ description: "" })]))).toEqual([
    "dashboard/panel-title-description {",
  ]);
});

const text = dashboardYaml([panel({ description: "" })]);
const reason = "dashboard/panel-title-description: they speak for themselves";

test.each([
  [
    "by the object's annotation",
    text.replace(
      "  labels:",
      `  annotations: {sidelight.dev/ignore: "${reason}"}\n  labels:`,
    ),
  ],
  [
    "by a comment above the key that holds the dashboard",
    text.replace(
      "  shop.json:",
      `  # sidelight:ignore ${reason}\n  shop.json:`,
    ),
  ],
  [
    "by a comment in a dashboard that is YAML",
    `title: Shop
editable: false
templating: { list: [{ type: datasource, name: datasource, label: Data source, query: prometheus }] }
panels:
  # sidelight:ignore ${reason}
  - { type: stat, title: Up, datasource: $datasource, fieldConfig: { defaults: { unit: short } }, targets: [{ expr: up }] }
`,
  ],
])("a finding is suppressed %s", (_, suppressing) => {
  const { findings, suppressed } = judged(suppressing);
  expect(findings.map(({ message }) => message)).toEqual([]);
  expect(suppressed).toHaveLength(1);
});
