import * as sdk from "@grafana/grafana-foundation-sdk/dashboard";
import { dashboardUid } from "../mesh/dashboards";
import type { MeshDescription } from "../mesh/mesh";
import { format } from "../promql/format";
import type { Annotation } from "./annotations";
import { STEP } from "./annotations";
import type { Board, Row } from "./board";
import { grafanaPanel, PROMETHEUS } from "./grafana-panel";
import { layout } from "./layout";
import type { Asked, Given, Variable } from "./variables";
import { VARIABLES } from "./variables";

/** A dashboard as Grafana stores it, as plain data. */
export function grafanaDashboard(
  board: Board,
  rows: readonly Row[],
  annotations: readonly Annotation[],
  mesh: MeshDescription,
): Readonly<Record<string, unknown>> {
  const { name, title, description, variables } = board;
  const tags = ["istio", "sidelight", mesh.name];
  const builder = new sdk.DashboardBuilder(`${title} · ${mesh.name}`)
    .uid(dashboardUid(mesh, name))
    .description(description)
    .tags(tags)
    .readonly()
    .tooltip(sdk.DashboardCursorSync.Crosshair)
    .time({ from: "now-1h", to: "now" })
    .refresh("30s")
    .link(
      new sdk.DashboardLinkBuilder("Dashboards of the mesh")
        .type(sdk.DashboardLinkType.Dashboards)
        .tags(tags)
        .asDropdown(true)
        .includeVars(true)
        .keepTime(true),
    );
  if (mesh.runbooks !== undefined)
    builder.link(
      new sdk.DashboardLinkBuilder("Runbooks")
        .type(sdk.DashboardLinkType.Link)
        .url(mesh.runbooks)
        .targetBlank(true),
    );
  builder.withVariable(
    new sdk.DatasourceVariableBuilder("datasource")
      .label("Data source")
      .type("prometheus"),
  );
  for (const variable of variables)
    builder.withVariable(grafanaVariable(VARIABLES[variable], mesh));
  for (const annotation of annotations)
    builder.annotation(grafanaAnnotation(annotation));
  for (const row of layout(rows)) {
    builder.withRow(
      new sdk.RowBuilder(row.of.title).id(row.id).gridPos(row.at),
    );
    for (const panel of row.panels)
      builder.withPanel(grafanaPanel(panel, mesh));
  }
  return plain(builder.build());
}

function grafanaVariable(variable: Variable, mesh: MeshDescription) {
  return variable.kind === "asked"
    ? askedVariable(variable, mesh)
    : givenVariable(variable);
}

function askedVariable(
  { name, label, query, many = false, lastFirst = false, first }: Asked,
  mesh: MeshDescription,
) {
  const builder = new sdk.QueryVariableBuilder(name)
    .label(label)
    .datasource(PROMETHEUS)
    .query({ query, refId: name })
    .definition(query)
    .refresh(sdk.VariableRefresh.OnTimeRangeChanged)
    .sort(
      lastFirst
        ? sdk.VariableSort.AlphabeticalDesc
        : sdk.VariableSort.AlphabeticalAsc,
    )
    .multi(many)
    .includeAll(many);
  if (many)
    builder.allValue(".*").current({ text: ["All"], value: ["$__all"] });
  if (first) {
    const value = first(mesh);
    builder.current({ text: value, value });
  }
  return builder;
}

function givenVariable({ name, label, options }: Given) {
  const [first] = options;
  return new sdk.CustomVariableBuilder(name)
    .label(label)
    .values(options.map(([text, value]) => `${text} : ${value}`).join(", "))
    .options(
      options.map((option) => {
        const [text, value] = option;
        return { text, value, selected: option === first };
      }),
    )
    .current({ text: first?.[0] ?? "", value: first?.[1] ?? "" });
}

function grafanaAnnotation({ name, query, title, text, color }: Annotation) {
  return new sdk.AnnotationQueryBuilder()
    .name(name)
    .datasource(PROMETHEUS)
    .enable(true)
    .iconColor(color)
    .expr(format(query.expr))
    .step(STEP)
    .titleFormat(title)
    .textFormat(text);
}

/**
 * Without what the builders left undefined, what a reader asks for first. Links
 * stay in sight: the builders' default hides them in a menu.
 */
function plain({
  title,
  uid,
  description,
  ...rest
}: sdk.Dashboard): Readonly<Record<string, unknown>> {
  const text = JSON.stringify({ title, uid, description, ...rest });
  return JSON.parse(text, (key, value: unknown) =>
    key === "placement" && value === "inControlsMenu" ? undefined : value,
  ) as Record<string, unknown>;
}
