import { fieldsOf, textOf, type Fields } from "../../../manifests/fields";
import type { Index } from "../../../manifests/index-of";
import type { Path } from "../../../manifests/manifest";
import {
  containersOf,
  workloadsOf,
  type Workload,
} from "../../../manifests/workloads";

/** A container of any kind, as the Pod Security Standards look at it. */
export interface SecuredContainer {
  readonly name: string;
  readonly fields: Fields;
  readonly security: Fields;
  readonly path: Path;
}

/** A pod as the standards look at it: init and ephemeral containers count. */
export interface SecuredPod {
  readonly workload: Workload;
  readonly specPath: Path;
  readonly security: Fields;
  readonly containers: readonly SecuredContainer[];
  /** Windows has no use for most settings, and its API refuses them. */
  readonly isWindows: boolean;
  /** Root of such a pod is nobody on the node: `hostUsers: false`. */
  readonly hasOwnUsers: boolean;
}

const LISTS = [
  "initContainers",
  "containers",
  "ephemeralContainers",
] as const satisfies Parameters<typeof containersOf>[1][];

export function securedPod(workload: Workload): SecuredPod {
  const { spec, path } = workload;
  const specPath = [...path, "spec"];
  return {
    workload,
    specPath,
    security: fieldsOf(spec["securityContext"]),
    containers: LISTS.flatMap((list) =>
      containersOf(workload, list).map((fields, at) => ({
        name: textOf(fields["name"]),
        fields,
        security: fieldsOf(fields["securityContext"]),
        path: [...specPath, list, at],
      })),
    ),
    isWindows: fieldsOf(spec["os"])["name"] === "windows",
    hasOwnUsers: spec["hostUsers"] === false,
  };
}

const INJECTED_INIT: readonly string[] = ["istio-init", "istio-validation"];

/** Containers that Istio puts into pods, under the names that it gives them. */
export function isInjected({ name }: SecuredContainer): boolean {
  return name === "istio-proxy" || INJECTED_INIT.includes(name);
}

/** The pod as it is written for its application. */
export function withoutInjected(pod: SecuredPod): SecuredPod {
  const containers = pod.containers.filter(
    (container) => !isInjected(container),
  );
  return { ...pod, containers };
}

const known = new WeakMap<Index, readonly SecuredPod[]>();

/** All pods; what sets up redirection in pods already injected is left out: that is Istio's. */
export function securedPods(index: Index): readonly SecuredPod[] {
  const found =
    known.get(index) ??
    workloadsOf(index).map((workload) => {
      const pod = securedPod(workload);
      const containers = pod.containers.filter(
        ({ name }) => !INJECTED_INIT.includes(name),
      );
      return { ...pod, containers };
    });
  known.set(index, found);
  return found;
}
