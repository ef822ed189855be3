import { Chart } from "cdk8s";
import type { Construct } from "constructs";

/** The host of a Service in the scope's namespace, in full where that is known. */
export function hostOf(scope: Construct, service: string): string {
  const { namespace } = Chart.of(scope);
  return namespace === undefined
    ? service
    : `${service}.${namespace}.svc.cluster.local`;
}
