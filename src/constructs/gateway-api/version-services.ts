import type { Construct } from "constructs";
import type { Route } from "../../mesh/route";
import { versionService } from "../../mesh/routing";
import { addKubeService } from "../kube-service";

/** A Service a version, with the ports of the Service that callers call. */
export function addVersionServices(
  scope: Construct,
  app: string,
  { subsets, ports }: Route,
): void {
  for (const { version } of subsets) {
    const labels = { app, version };
    const name = versionService(app, version);
    addKubeService(scope, `Service-${version}`, {
      name,
      labels,
      selector: labels,
      ports,
    });
  }
}
