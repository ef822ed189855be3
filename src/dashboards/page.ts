import type { MeshDescription } from "../mesh/mesh";
import type { Board, Panel } from "./board";
import { ISTIO_DASHBOARDS } from "./istio";
import { BOARDS } from "./list";
import { VARIABLES } from "./variables";

const INTRODUCTION = `# Dashboards

Made from the dashboards themselves by \`npm run docs\`, as the example mesh has
them. They ask the same questions as the alerts, of the same recordings, and
draw a line where an alert fires. A mesh gets them by asking:

    dashboards: { grafana: "https://grafana.example" }

Each comes in a ConfigMap of its own, labelled \`grafana_dashboard: "1"\`, for the
sidecar of Grafana's chart (kube-prometheus-stack has it), or, with
\`as: "GrafanaDashboard"\`, as an object for Grafana's operator. With \`grafana\`
each alert links to the dashboard that shows it; with \`alerts.runbooks\` each
panel links to the runbooks of its alerts.

A dashboard whose JSON would not fit into the 262,144 bytes that \`kubectl apply\`
keeps of an object is written on one line; one that is larger still is refused.

Blue marks are rollouts: a ReplicaSet has pods that had none. Purple marks are
canary weights that changed, by what was declared. Both need no more than
kube-state-metrics and the rules of the mesh.

Istio's own dashboards are not made again. Grafana fetches them from grafana.com
by their ids: ${Object.entries(ISTIO_DASHBOARDS)
  .map(([name, id]) => `${name} ${id}`)
  .join(", ")};
with \`as: "GrafanaDashboard", istio: true\` the operator does so.`;

/** All dashboards of a mesh, panel by panel, as Markdown. */
export function dashboardsPage(mesh: MeshDescription): string {
  const boards = BOARDS.filter((board) => board.applies?.(mesh) ?? true);
  return `${[INTRODUCTION, ...boards.map((board) => section(board, mesh))].join("\n\n")}\n`;
}

function section(board: Board, mesh: MeshDescription): string {
  const { title, description, variables, annotated } = board;
  const picked = [
    "Data source",
    ...variables.map((name) => VARIABLES[name].label),
  ];
  return [
    `## ${title}`,
    "",
    description,
    "",
    `Picked: ${picked.join(", ")}.${annotated ? " Rollouts and changes of weights are marked." : ""}`,
    "",
    "| panel | unit | alerts | |",
    "|---|---|---|---|",
    ...board
      .rows(mesh)
      .flatMap(({ title: row, panels }) =>
        panels.map((panel) => line(row, panel)),
      ),
  ].join("\n");
}

function line(row: string, panel: Panel): string {
  const { title, description, alerts = [] } = panel;
  const links = alerts.map(
    (name) => `[${name}](runbooks/${name.toLowerCase()}.md)`,
  );
  return `| ${row} / ${title} | ${unitsOf(panel).join(", ")} | ${links.join(", ")} | ${description} |`;
}

function unitsOf(panel: Panel): readonly string[] {
  return panel.kind === "table"
    ? [...new Set(panel.columns.map(({ unit }) => unit))]
    : [panel.unit];
}
