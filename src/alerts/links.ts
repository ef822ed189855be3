import { dashboardUid } from "../mesh/dashboards";
import type { MeshDescription } from "../mesh/mesh";
import type { Alert } from "./alert";

/** Where an alert's runbook is, below a folder that serves docs/runbooks/. */
export function runbookUrl(folder: string, alert: string): string {
  return `${folder.replace(/\/$/, "")}/${alert.toLowerCase()}`;
}

/** An alert on the mesh may tell its service by a label; a template's braces stay as they are. */
export function dashboardUrl<S>(
  mesh: MeshDescription,
  { name, dashboard, service: label = "" }: Alert<S>,
  service: string = label.includes("{{") ? label : "",
): string {
  const { dashboardLinks = "", namespace } = mesh;
  return dashboardLinks
    .replaceAll("{alert}", name)
    .replaceAll("{dashboard}", dashboardUid(mesh, dashboard))
    .replaceAll("{namespace}", namespace.name)
    .replaceAll("{service}", service);
}
