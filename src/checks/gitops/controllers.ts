import { fieldsOf, isSet, labelsOf } from "../../manifests/fields";
import { groupKindOf } from "../../manifests/index-of";
import { specOf } from "../../manifests/metadata";
import type { Workload } from "../../manifests/workloads";

const KINDS = new Set([
  "apps/Deployment",
  "apps/StatefulSet",
  "apps/DaemonSet",
  "apps/ReplicaSet",
  "/ReplicationController",
]);

/**
 * The LabelSelector by which a workload knows its own pods; undefined where it
 * is empty or left out, which the API server refuses or fills in.
 */
export function selectorOfController({ manifest }: Workload): unknown {
  if (!KINDS.has(groupKindOf(manifest.identity))) return undefined;
  const { selector } = specOf(manifest);
  if (!isSet(selector) || Object.keys(fieldsOf(selector)).length === 0)
    return undefined;
  return manifest.identity.kind === "ReplicationController"
    ? { matchLabels: labelsOf(selector) }
    : selector;
}
