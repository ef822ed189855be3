import type { Construct } from "constructs";
import { k8s } from "cdk8s-plus-27";
import type { Route } from "../../mesh/route";
import { versionService } from "../../mesh/routing";
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
    new k8s.KubeService(scope, `Service-${version}`, {
      metadata: { name, labels },
      spec: { selector: labels, ports: servicePorts(ports) },
    });
  }
}
