import { Construct } from "constructs";
import type { EnvironmentsProps } from "../environments/environments";
import { describeEnvironments } from "../environments/environments";
import { addMesh } from "./mesh";
import { setOutput } from "./output";
import { report } from "./report";

/**
 * One mesh in several environments, each in a folder of its own; a single one
 * stays directly in dist/.
 *
 *     new Environments(app, "shop", { mesh: shop, environments: { staging: { namespace: "shop-staging" }, production: {} } })
 *     => dist/staging/00-mesh.k8s.yaml, dist/staging/web-app.k8s.yaml
 *     => dist/production/00-mesh.k8s.yaml, dist/production/web-app.k8s.yaml
 */
export class Environments extends Construct {
  constructor(scope: Construct, id: string, props: EnvironmentsProps) {
    super(scope, id);
    const { value = [], problems } = describeEnvironments(props);
    report(this, problems);
    for (const { name, folder, cluster, mesh } of value) {
      const environment = new Construct(this, name);
      setOutput(environment, { folder, cluster });
      addMesh(environment, mesh);
    }
  }
}
