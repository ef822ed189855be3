import type { Manifest } from "../manifests/manifest";
import { containersOf, workloadOf } from "../manifests/workloads";

/** A key that two workloads share if their pods are the same under another name. */
export function samePods(manifest: Manifest): string | undefined {
  const workload = workloadOf(manifest);
  if (!workload) return undefined;
  const images = containersOf(workload, "initContainers", "containers").map(
    ({ name, image }) => [name, image],
  );
  const account = workload.spec["serviceAccountName"];
  const { kind } = manifest.identity;
  return JSON.stringify([kind, workload.namespace, images, account]);
}
