import { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import type { Service, ServiceProps } from "../mesh/service";
import { describeService } from "../mesh/service";
import type { Workload } from "../mesh/workload";
import { podTemplate } from "./pod";
import { report } from "./report";

/**
 * The Deployments of a service, one a version, whose pods come with a sidecar.
 * Nothing else: no Service, no account.
 *
 *     new SidecarDeployment(chart, "web-app", { name: "web-app", image: "registry.example/web-app:1.4.2", port: 8080 })
 *     => Deployment web-app-v1   selector: app: web-app, version: v1
 */
export class SidecarDeployment extends Construct {
  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    const { value, problems } = describeService(props);
    report(this, problems);
    value?.workloads.forEach((workload) =>
      addDeployment(this, value, workload),
    );
  }
}

/**
 * One version's Deployment, or an engine's. Its selector is `app` and `version`, which never
 * change with the place of a construct.
 */
export function addDeployment(
  scope: Construct,
  service: Service,
  workload: Workload,
): ApiObject {
  const labels = { app: service.name, version: workload.version };
  return new ApiObject(scope, `Deployment-${workload.version}`, {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: workload.name, labels },
    spec: {
      replicas: workload.replicas,
      selector: {
        // An engine's one Deployment outlives versions, and a selector cannot change.
        matchLabels: service.engine ? { app: service.name } : labels,
      },
      template: podTemplate(service, workload),
    },
  });
}
