import { Chart } from "cdk8s";
import { Construct } from "constructs";
import type { MeshDescription, MeshProps } from "../mesh/mesh";
import { describeWhole } from "../mesh/mesh";
import { rulesOf } from "../rules/rules";
import { addAlertGroups } from "./alert-group";
import { addAlertRouting } from "./alert-routing";
import { addCustomMetric } from "./custom-metric";
import { addDashboards } from "./dashboards";
import { addNamespace } from "./namespace";
import { report } from "./report";
import { addScraping } from "./scraping";
import { addService } from "./service";
import { Telemetry } from "./telemetry";

/**
 * A described mesh: the chart `00-mesh` with what all services share, and a
 * chart a service. The digits put the namespace first: a Service's name starts
 * with a letter, and kubectl takes files in lexical order.
 *
 *     new Mesh(app, "shop", { name: "shop", services: [webApp, cart] })
 *     => dist/00-mesh.k8s.yaml, dist/cart.k8s.yaml, dist/web-app.k8s.yaml
 */
export class Mesh extends Construct {
  constructor(scope: Construct, id: string, props: MeshProps) {
    super(scope, id);
    const { value, problems } = describeWhole(props);
    report(this, problems);
    if (value) addMesh(this, value);
  }
}

/** The charts of a described mesh. */
export function addMesh(scope: Construct, mesh: MeshDescription): void {
  const namespace = mesh.namespace.name;
  const rules = rulesOf(mesh);
  report(scope, rules.problems);
  const shared = new Chart(scope, "00-mesh", { namespace });
  addNamespace(shared, mesh.namespace, mesh.mtls);
  if (mesh.telemetry) new Telemetry(shared, "Telemetry", mesh.telemetry);
  for (const metric of mesh.metrics) addCustomMetric(shared, metric);
  addScraping(shared, mesh.monitoring);
  addAlertGroups(shared, mesh.name, rules.mesh, mesh.monitoring);
  if (mesh.alertmanager)
    addAlertRouting(
      shared,
      mesh.name,
      namespace,
      mesh.alertmanager,
      mesh.monitoring,
    );
  // Digits again: no service can have the file's name.
  if (mesh.dashboards)
    addDashboards(
      new Chart(scope, "01-dashboards", {
        namespace: mesh.dashboards.namespace ?? namespace,
      }),
      mesh,
      mesh.dashboards,
    );
  for (const service of mesh.services) {
    const chart = new Chart(scope, service.name, { namespace });
    addService(chart, service, mesh.monitoring);
    const groups = rules.services.get(service.name) ?? [];
    addAlertGroups(chart, service.name, groups, mesh.monitoring);
  }
}
