import { fieldsOf, numberOf, down, textOf } from "../manifests/fields";
import type { Index } from "../manifests/index-of";
import { namespaceOf, specOf } from "../manifests/metadata";
import type { Workload } from "../manifests/workloads";

/** How many pods a workload has, as far as manifests tell. */
export interface Pods {
  readonly count: number;
  /** Whether an autoscaler decides, and the count is its minimum. */
  readonly autoscaled: boolean;
}

const known = new WeakMap<Index, ReadonlyMap<string, number>>();

/** The pods that a workload asks for; Kubernetes makes one where nothing is said. */
export function podsOf(index: Index, { manifest, namespace }: Workload): Pods {
  const minimum = known.get(index) ?? minimumOf(index);
  known.set(index, minimum);
  const { kind, name } = manifest.identity;
  const least = minimum.get(`${namespace} ${kind} ${name}`);
  return {
    count: least ?? numberOf(down(manifest.object, "spec", "replicas")) ?? 1,
    autoscaled: least !== undefined,
  };
}

function minimumOf(index: Index): ReadonlyMap<string, number> {
  return new Map(
    index.kind("autoscaling/HorizontalPodAutoscaler").map((manifest) => {
      const { scaleTargetRef, minReplicas } = specOf(manifest);
      const { kind, name } = fieldsOf(scaleTargetRef);
      return [
        `${namespaceOf(manifest)} ${textOf(kind)} ${textOf(name)}`,
        numberOf(minReplicas) ?? 1,
      ];
    }),
  );
}
