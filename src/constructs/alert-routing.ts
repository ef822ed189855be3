import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import { toYaml } from "../manifests/yaml";
import type { AlertmanagerProps } from "../mesh/alertmanager";
import type { Monitoring } from "../mesh/monitoring";
import { operatorSpec } from "../routing/operator";
import { plainConfig } from "../routing/plain";
import { Artifact } from "./artifact";

/**
 * Who is told of a mesh's alerts: an AlertmanagerConfig for the operator, or a
 * plain configuration in artifacts/.
 */
export function addAlertRouting(
  scope: Construct,
  name: string,
  namespace: string,
  given: AlertmanagerProps,
  { scrape, labels }: Monitoring,
): void {
  const as =
    given.as ?? (scrape === "operator" ? "AlertmanagerConfig" : "file");
  if (as === "file")
    new Artifact(scope, "AlertmanagerFile", {
      path: `alertmanager/${name}.yaml`,
      content: toYaml(plainConfig(namespace, given)),
    });
  else
    new ApiObject(scope, "AlertmanagerConfig", {
      apiVersion: "monitoring.coreos.com/v1alpha1",
      kind: "AlertmanagerConfig",
      metadata: {
        name,
        labels,
        annotations: {
          "sidelight.dev/ignore":
            "schema/unknown-kind: its structure comes with the operator",
        },
      },
      spec: operatorSpec(given),
    });
}
