import type { Workload } from "../../manifests/workloads";
import { few } from "../words";

/** `Deployment web-v1, Deployment web-v2` */
export function nameOfPods(pods: readonly Workload[]): string {
  return few(
    pods.map(
      ({ manifest: { identity } }) => `${identity.kind} ${identity.name}`,
    ),
  );
}
