import * as common from "@grafana/grafana-foundation-sdk/common";
import * as sdk from "@grafana/grafana-foundation-sdk/dashboard";
import * as nodegraph from "@grafana/grafana-foundation-sdk/nodegraph";
import * as prometheus from "@grafana/grafana-foundation-sdk/prometheus";
import * as stat from "@grafana/grafana-foundation-sdk/stat";
import * as table from "@grafana/grafana-foundation-sdk/table";
import * as timeseries from "@grafana/grafana-foundation-sdk/timeseries";
import { runbookUrl } from "../alerts/links";
import { dashboardUid } from "../mesh/dashboards";
import type { MeshDescription } from "../mesh/mesh";
import type { Query } from "../promql/build";
import { format } from "../promql/format";
import type { Graph, NodeGraph, Panel, Stat, Table } from "./board";
import type { Placed } from "./layout";
import type { Limit } from "./limits";
import { VARIABLES } from "./variables";

export const PROMETHEUS = { type: "prometheus", uid: "${datasource}" } as const;

type Builder =
  | timeseries.PanelBuilder
  | stat.PanelBuilder
  | table.PanelBuilder
  | nodegraph.PanelBuilder;

/** A panel as Grafana has it today. */
export function grafanaPanel(
  { of: panel, id, at }: Placed<Panel>,
  mesh: MeshDescription,
): Builder {
  const { title, description, alerts = [] } = panel;
  const { runbooks } = mesh;
  const builder = builderOf(panel, mesh)
    .id(id)
    .title(title)
    .description(description)
    .datasource(PROMETHEUS)
    .gridPos(at);
  if (runbooks !== undefined && alerts.length > 0)
    builder.links(
      alerts.map((alert) =>
        new sdk.DashboardLinkBuilder(`Runbook: ${alert}`)
          .type(sdk.DashboardLinkType.Link)
          .url(runbookUrl(runbooks, alert))
          .targetBlank(true),
      ),
    );
  return builder;
}

function builderOf(panel: Panel, mesh: MeshDescription): Builder {
  switch (panel.kind) {
    case "graph":
      return graph(panel);
    case "stat":
      return number(panel);
    case "table":
      return list(panel, mesh);
    case "nodes":
      return nodes(panel);
  }
}

function graph({ unit, lines, limits = [], stacked = false }: Graph) {
  const builder = new timeseries.PanelBuilder()
    .unit(unit)
    .axisSoftMin(0)
    .lineWidth(1)
    .fillOpacity(stacked ? 30 : 0)
    .showPoints(common.VisibilityMode.Never)
    .legend(
      new common.VizLegendOptionsBuilder()
        .displayMode(common.LegendDisplayMode.List)
        .placement(common.LegendPlacement.Bottom)
        .showLegend(true),
    )
    .tooltip(
      new common.VizTooltipOptionsBuilder()
        .mode(common.TooltipDisplayMode.Multi)
        .sort(common.SortOrder.Descending),
    );
  lines.forEach(({ query, legend }, index) =>
    builder.withTarget(asked(query, index).range().legendFormat(legend)),
  );
  if (stacked)
    builder.stacking(
      new common.StackingConfigBuilder().mode(common.StackingMode.Normal),
    );
  if (limits.length > 0) {
    builder
      .thresholds(thresholds(drawn(limits)))
      .thresholdsStyle(
        new common.GraphThresholdsStyleConfigBuilder().mode(
          common.GraphThresholdsStyleMode.Dashed,
        ),
      );
    for (const limit of limits)
      for (const { value, services } of limit.own ?? [])
        builder.overrideByRegexp(`/^(${services.join("|")})( |$)/`, [
          {
            id: "thresholds",
            value: thresholds(drawn([{ ...limit, value }])).build(),
          },
        ]);
  }
  return builder;
}

function number({ unit, query, limits = [] }: Stat) {
  return new stat.PanelBuilder()
    .unit(unit)
    .noValue("–")
    .graphMode(common.BigValueGraphMode.Area)
    .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(["lastNotNull"]))
    .thresholds(thresholds(coloured(limits)))
    .withTarget(asked(query, 0).range());
}

/** Columns are queries of their own, joined by the labels that they share. */
function list(panel: Table, mesh: MeshDescription) {
  const { labels, columns, link } = panel;
  const many = columns.length > 1;
  const valueOf = (index: number) => (many ? `Value #${ref(index)}` : "Value");
  const builder = new table.PanelBuilder().filterable(true).noValue("–");
  const order = [
    ...Object.keys(labels),
    ...columns.map((_, index) => valueOf(index)),
  ];
  columns.forEach(({ query }, index) =>
    builder.withTarget(asTable(asked(query, index))),
  );
  if (many) builder.withTransformation({ id: "merge", options: {} });
  builder.withTransformation({
    id: "organize",
    options: {
      excludeByName: { Time: true },
      indexByName: Object.fromEntries(order.map((name, at) => [name, at])),
      renameByName: {
        ...labels,
        ...Object.fromEntries(
          columns.map(({ title }, index) => [valueOf(index), title]),
        ),
      },
    },
  });
  for (const { title, unit, limits = [] } of columns)
    builder.overrideByName(title, [
      { id: "unit", value: unit },
      ...(limits.length > 0
        ? [
            { id: "thresholds", value: thresholds(coloured(limits)).build() },
            { id: "custom.cellOptions", value: { type: "color-text" } },
          ]
        : []),
    ]);
  if (link)
    builder.overrideByName(labels[link.label] ?? link.label, [
      {
        id: "links",
        value: [
          {
            title: "Open its dashboard",
            url: `/d/${dashboardUid(mesh, link.to)}?var-${VARIABLES[link.as].name}=\${__value.raw:percentencode}&\${datasource:queryparam}&\${namespace:queryparam}&\${__url_time_range}`,
          },
        ],
      },
    ]);
  return builder;
}

/** Two frames: Grafana takes the one with sources and targets for the edges. */
function nodes({ unit, edges, nodes }: NodeGraph) {
  return new nodegraph.PanelBuilder()
    .unit(unit)
    .nodes(new nodegraph.NodeOptionsBuilder().mainStatUnit(unit))
    .edges(new nodegraph.EdgeOptionsBuilder().mainStatUnit(unit))
    .withTarget(asTable(asked(edges, 0)))
    .withTarget(asTable(asked(nodes, 1)))
    .withTransformation({
      id: "organize",
      options: {
        excludeByName: { Time: true },
        indexByName: {},
        renameByName: { "Value #A": "mainstat", "Value #B": "mainstat" },
      },
    });
}

function asked({ expr }: Query, index: number) {
  return new prometheus.DataqueryBuilder()
    .datasource(PROMETHEUS)
    .editorMode(prometheus.QueryEditorMode.Code)
    .expr(format(expr))
    .refId(ref(index));
}

function asTable(query: prometheus.DataqueryBuilder) {
  return query.format(prometheus.PromQueryFormat.Table).instant();
}

function ref(index: number): string {
  return String.fromCharCode("A".charCodeAt(0) + index);
}

type Steps = readonly sdk.Threshold[];

function thresholds(steps: Steps): sdk.ThresholdsConfigBuilder {
  return new sdk.ThresholdsConfigBuilder()
    .mode(sdk.ThresholdsMode.Absolute)
    .steps([...steps]);
}

const COLOURS = { critical: "red", warning: "orange" } as const;

/** Only the lines are drawn, each in the colour of what is beyond it. */
function drawn(limits: readonly Limit[]): Steps {
  return [
    { value: null, color: "green" },
    ...ascending(limits).map(({ value, severity }) => ({
      value,
      color: COLOURS[severity],
    })),
  ];
}

/** Numbers take the colour of the step that they are in. */
function coloured(limits: readonly Limit[]): Steps {
  const [first] = ascending(limits);
  const below = first?.bad === "below";
  return [
    { value: null, color: below ? COLOURS[first.severity] : "green" },
    ...ascending(limits).map(({ value, bad, severity }) => ({
      value,
      color: bad === "below" ? "green" : COLOURS[severity],
    })),
  ];
}

function ascending(limits: readonly Limit[]): readonly Limit[] {
  return [...limits].sort((a, b) => a.value - b.value);
}
