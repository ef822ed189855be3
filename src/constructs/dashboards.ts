import { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import type * as room from "../dashboards/dashboards";
import type { Dashboard } from "../dashboards/dashboards";
import { ISTIO_DASHBOARDS } from "../dashboards/istio";
import type { Dashboards } from "../mesh/dashboards";
import type { MeshDescription, MeshProps } from "../mesh/mesh";
import { describe } from "../mesh/mesh";
import { hasErrors } from "../problems/problem";
import { knownTo } from "../rules/catalogue";
import { verifyQuery } from "../rules/verify";
import { addCoreObject } from "./core-object";
import { report } from "./report";

/**
 * The dashboards of a mesh alone, for a chart of one's own.
 *
 *     new MeshDashboards(chart, "dashboards", { name: "shop", services: [webApp, cart] })
 *     => ConfigMap shop-dashboard-overview, ConfigMap shop-dashboard-service …
 */
export class MeshDashboards extends Construct {
  constructor(scope: Construct, id: string, props: MeshProps) {
    super(scope, id);
    const { value, problems } = describe({ dashboards: {}, ...props });
    report(this, problems);
    if (value?.dashboards) addDashboards(this, value, value.dashboards);
  }
}

/**
 * A mesh's dashboards, one an object, each query held against what the mesh
 * emits. Grafana's builders are large, so they are loaded here and not before.
 */
export function addDashboards(
  scope: Construct,
  mesh: MeshDescription,
  settings: Dashboards,
): void {
  const { dashboardsOf } = require("../dashboards/dashboards") as typeof room;
  const known = knownTo(mesh);
  const { value = [], problems } = dashboardsOf(mesh, ({ expr }, at) =>
    verifyQuery(expr, known, at),
  );
  report(scope, problems);
  if (hasErrors(problems)) return;
  for (const dashboard of value) addDashboard(scope, mesh, dashboard, settings);
  if (settings.istio) addIstioDashboards(scope, mesh, settings);
}

function addDashboard(
  scope: Construct,
  mesh: MeshDescription,
  { name, uid, json }: Dashboard,
  settings: Dashboards,
): void {
  const called = `${mesh.name}-dashboard-${name}`;
  if (settings.as === "GrafanaDashboard")
    return forOperator(scope, called, { json }, settings);
  const { labels, folder } = settings;
  addCoreObject(scope, `ConfigMap-${name}`, "ConfigMap", {
    metadata: {
      name: called,
      labels: { ...labels },
      ...(folder !== undefined && { annotations: { grafana_folder: folder } }),
    },
    data: { [`${uid}.json`]: json },
  });
}

function addIstioDashboards(
  scope: Construct,
  mesh: MeshDescription,
  settings: Dashboards,
): void {
  for (const [name, id] of Object.entries(ISTIO_DASHBOARDS))
    forOperator(
      scope,
      `${mesh.name}-dashboard-istio-${name}`,
      { grafanaCom: { id } },
      settings,
    );
}

/** https://grafana.github.io/grafana-operator/docs/api/#grafanadashboardspec */
function forOperator(
  scope: Construct,
  name: string,
  source: Readonly<Record<string, unknown>>,
  { labels, instances, folder }: Dashboards,
): void {
  new ApiObject(scope, `GrafanaDashboard-${name}`, {
    apiVersion: "grafana.integreatly.org/v1beta1",
    kind: "GrafanaDashboard",
    metadata: {
      name,
      labels: { ...labels },
    },
    spec: {
      instanceSelector: { matchLabels: { ...instances } },
      // Grafana itself runs elsewhere.
      allowCrossNamespaceImport: true,
      ...(folder !== undefined && { folder }),
      ...source,
    },
  });
}
