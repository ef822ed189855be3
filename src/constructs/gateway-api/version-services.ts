import type { Construct } from "constructs";
import type { Route } from "../../mesh/route";
import { versionService } from "../../mesh/routing";
import { addCoreObject } from "../core-object";
import { servicePorts } from "../service-ports";

/** A Service a version, with the ports of the Service that callers call. */
export function addVersionServices(
  scope: Construct,
  app: string,
  { subsets, ports }: Route,
): void {
  for (const { version } of subsets) {
    const labels = { app, version };
    const name = versionService(app, version);
    addCoreObject(scope, `Service-${version}`, "Service", {
      metadata: { name, labels },
      spec: { selector: labels, ports: servicePorts(ports) },
    });
  }
}
