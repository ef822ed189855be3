import { ApiObject, Chart } from "cdk8s";
import type { Construct } from "constructs";
import type { AdoptedNamespace } from "../adopt/namespaces";
import { MESH_FILE } from "../adopt/place";
import { MANAGED_BY, SIDELIGHT } from "../adopt/taken";
import type { Problem } from "../problems/problem";
import { rulesOf } from "../rules/rules";
import { addAlertGroups } from "./alert-group";
import { addRoute, addSubsets } from "./canary";
import { addCustomMetric } from "./custom-metric";
import { addPeerAuthentication } from "./namespace";
import { addIstiodMonitor, addSidecarMonitor } from "./scraping";
import { Telemetry as TelemetryObject } from "../../imports/telemetry.istio.io";

/**
 * What the mesh adds beside a namespace's own objects: a chart for the whole
 * namespace, and one for each of its services, with routes where two versions
 * stand behind it, and its rules. Every object says by a label who made it.
 */
export function addAdopted(
  scope: Construct,
  namespace: AdoptedNamespace,
  chartId: (file: string) => string,
): readonly Problem[] {
  const { adds, written, mesh, metrics, name, services } = namespace;
  const chart = (file: string) =>
    new Chart(scope, chartId(file), {
      labels: { [MANAGED_BY]: SIDELIGHT },
      ...(written && { namespace: name }),
    });
  if (!mesh && metrics.length === 0) return [];
  const shared = chart(MESH_FILE);
  for (const metric of metrics) addCustomMetric(shared, metric);
  if (!mesh) return [];
  const { monitoring } = mesh;
  const rules = rulesOf(mesh);
  if (adds.peerAuthentication) addPeerAuthentication(shared, mesh.mtls);
  if (adds.telemetry)
    new TelemetryObject(shared, "Telemetry", {
      metadata: { name: "default" },
      spec: { metrics: [{ providers: [{ name: "prometheus" }] }] },
    });
  if (adds.sidecarMonitor) addSidecarMonitor(shared, monitoring);
  if (adds.istiodMonitor) addIstiodMonitor(shared, monitoring);
  const isTaken = mesh.services.some((service) => service.name === name);
  const ofMesh = isTaken ? `${name}-mesh` : name;
  addAlertGroups(shared, ofMesh, rules.mesh, monitoring);
  const routes = new Map(
    services.map((service) => [service.name, service.canary?.makes]),
  );
  for (const service of mesh.services) {
    const own = chart(service.name);
    const makes = routes.get(service.name);
    if (service.route && makes?.route)
      addRoute(own, service.name, service.route);
    else if (service.route && makes?.rule)
      addSubsets(own, service.name, service.route);
    const groups = rules.services.get(service.name) ?? [];
    addAlertGroups(own, service.name, groups, monitoring);
  }
  return rules.problems;
}

/** The objects of charts, each with its chart's id, as plain JSON. */
export function objectsBelow(scope: Construct): readonly {
  readonly chart: string;
  readonly object: Readonly<Record<string, unknown>>;
}[] {
  return scope.node
    .findAll()
    .filter((construct) => construct instanceof ApiObject)
    .map((object) => ({
      chart: object.chart.node.id,
      object: object.toJson() as Readonly<Record<string, unknown>>,
    }));
}
