import type { Index } from "../../manifests/index-of";
import type { Manifest, Path } from "../../manifests/manifest";
import { down, labelsOf } from "../../manifests/fields";
import { namespaceOf, specOf } from "../../manifests/metadata";
import { podsOf } from "../../manifests/selected";
import { workloadsOf, type Workload } from "../../manifests/workloads";

/** A workload and the policies of a kind that select it in their namespace. */
export interface Selected {
  readonly workload: Workload;
  readonly policies: readonly Manifest[];
}

/** What the policies of a kind select; those without labels are left out. */
export function selectedBy(
  index: Index,
  kind: string,
  path: Path,
): readonly Selected[] {
  const policies = index.kind(kind).flatMap((manifest) => {
    const selector = labelsOf(down(specOf(manifest), ...path));
    const namespace = namespaceOf(manifest);
    return Object.keys(selector).length === 0
      ? []
      : [{ manifest, selector, namespace }];
  });
  const { in: podsIn } = podsOf(index);
  const found = new Map<Workload, Manifest[]>();
  for (const { manifest, namespace, selector } of policies)
    for (const workload of podsIn(namespace, selector)) {
      const others = found.get(workload);
      if (others) others.push(manifest);
      else found.set(workload, [manifest]);
    }
  return workloadsOf(index).map((workload) => ({
    workload,
    policies: found.get(workload) ?? [],
  }));
}
