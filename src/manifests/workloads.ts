import {
  down,
  fieldsOf,
  labelsOf,
  listOf,
  textOf,
  type Fields,
} from "./fields";
import { groupKindOf } from "./index-of";
import type { Index } from "./index-of";
import type { Manifest, Path } from "./manifest";
import { namespaceOf, type Labels } from "./metadata";

/** A pod, or the template of the pods that an object will make. */
export interface Workload {
  readonly manifest: Manifest;
  readonly namespace: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** The pod's own spec. */
  readonly spec: Fields;
  /** The way to what holds the pod's metadata and spec: none for a Pod. */
  readonly path: Path;
}

const TEMPLATE: Path = ["spec", "template"];

const KINDS: readonly (readonly [groupKind: string, path: Path])[] = [
  ["/Pod", []],
  ["apps/Deployment", TEMPLATE],
  ["apps/StatefulSet", TEMPLATE],
  ["apps/DaemonSet", TEMPLATE],
  ["apps/ReplicaSet", TEMPLATE],
  ["/ReplicationController", TEMPLATE],
  ["batch/Job", TEMPLATE],
  ["batch/CronJob", ["spec", "jobTemplate", "spec", "template"]],
  ["argoproj.io/Rollout", TEMPLATE],
];

/** Groups and kinds of everything that has or makes pods. */
export const WORKLOAD_KINDS: readonly string[] = KINDS.map(([kind]) => kind);

const known = new WeakMap<Index, readonly Workload[]>();

/** All pods and templates of what was read: the same ones each time. */
export function workloadsOf(index: Index): readonly Workload[] {
  const before = known.get(index);
  if (before) return before;
  const workloads = KINDS.flatMap(([groupKind, path]) =>
    index.kind(groupKind).map((manifest) => workloadAt(manifest, path)),
  );
  known.set(index, workloads);
  return workloads;
}

const PATHS = new Map(KINDS);

/** The pod, or the template of pods, of one object; nothing where it has none. */
export function workloadOf(manifest: Manifest): Workload | undefined {
  const path = PATHS.get(groupKindOf(manifest.identity));
  return path && workloadAt(manifest, path);
}

/** Whether it is a pod itself, which stands for one in a cluster. */
export function isPod({ path }: Workload): boolean {
  return path.length === 0;
}

function workloadAt(manifest: Manifest, path: Path): Workload {
  const template = down(manifest.object, ...path);
  return {
    manifest,
    namespace: namespaceOf(manifest),
    labels: labelsOf(down(template, "metadata", "labels")),
    annotations: labelsOf(down(template, "metadata", "annotations")),
    spec: fieldsOf(down(template, "spec")),
    path,
  };
}

/** Its containers; native sidecars are found among the init containers. */
export function containersOf(
  { spec }: Workload,
  ...lists: readonly ("containers" | "initContainers" | "ephemeralContainers")[]
): readonly Fields[] {
  return lists.flatMap((list) => listOf(spec[list]).map(fieldsOf));
}

/** The image of the sidecar that is already there; "" where there is none. */
export function proxyImageOf(workload: Workload): string {
  return textOf(
    containersOf(workload, "containers", "initContainers").find(
      ({ name }) => name === "istio-proxy",
    )?.["image"],
  );
}
