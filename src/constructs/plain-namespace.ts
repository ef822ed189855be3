import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";

/**
 * A namespace of what the mesh runs on. Flux does not prune it: a namespace
 * takes everything in it along, volumes included.
 */
export function addPlainNamespace(
  scope: Construct,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): void {
  new ApiObject(scope, `Namespace-${name}`, {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
      name,
      annotations: { "kustomize.toolkit.fluxcd.io/prune": "disabled" },
      ...(Object.keys(labels).length > 0 && { labels }),
    },
  });
}
