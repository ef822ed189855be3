import { fieldsOf, numberOf } from "../manifests/fields";
import { specOf } from "../manifests/metadata";
import { isPod } from "../manifests/workloads";
import type { FoundWorkload, Patch } from "./found";

/** A workload whose pods are replaced because of patches, and how. */
export interface Restart {
  readonly workload: FoundWorkload;
  readonly how: string;
}

/** How the pods of each kind are replaced when their template changes. */
export function restartsOf(
  patches: readonly Patch[],
  workloads: readonly FoundWorkload[],
): readonly Restart[] {
  const changed = new Set(
    patches
      .filter(({ path }) => path.includes("labels"))
      .map(({ manifest }) => manifest),
  );
  return workloads
    .filter(({ workload }) => changed.has(workload.manifest))
    .map((workload) => ({ workload, how: howRestarted(workload) }));
}

function howRestarted({ workload, kind }: FoundWorkload): string {
  const { manifest } = workload;
  const { strategy, updateStrategy } = specOf(manifest);
  if (isPod(workload)) return "not by itself: delete it and apply it again";
  if (kind === "CronJob") return "with its next run";
  if (kind === "ReplicaSet" || kind === "ReplicationController")
    return "not by itself: delete its pods";
  const type = fieldsOf(strategy ?? updateStrategy)["type"];
  if (type === "OnDelete") return "not by itself (OnDelete): delete its pods";
  if (type === "Recreate")
    return "all its pods at once (Recreate): it is away for a moment";
  return numberOf(specOf(manifest)["replicas"]) === 0
    ? "it has no pods now"
    : "pod after pod";
}
