import { down, labelsOf, numberOf } from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import { groupKindOf } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import type { Labels } from "../../manifests/metadata";
import { namespaceOf, specOf } from "../../manifests/metadata";
import { podsOf } from "../../manifests/selected";
import { selects } from "../../manifests/selector";
import { workloadOf } from "../../manifests/workloads";
import type { Workload } from "../../manifests/workloads";
import { hasRoutes } from "./rollout-routes";
import type { Step } from "./step-check";

/** The workloads behind a Service, or behind a subset of it; those scaled to 0 have no pods. */
export function podsBehind(
  index: Index,
  service: Manifest,
  subset: Labels,
): readonly Workload[] {
  const selector = selectorOf(service);
  return podsOf(index)
    .in(namespaceOf(service), { ...selector, ...subset })
    .filter(({ manifest }) => replicas(manifest) !== 0);
}

/** Those behind a Service before a step; a Rollout without its routes has no pods. */
export function podsBefore(
  step: Step,
  service: Manifest,
  subset: Labels,
): readonly Workload[] {
  return podsBehind(step.before, service, subset).filter(({ manifest }) =>
    hasRoutes(step, manifest),
  );
}

/** Nothing is told of a Service without a selector: its pods are elsewhere. */
export function selectorOf(service: Manifest): Labels {
  return labelsOf(specOf(service)["selector"]);
}

function replicas({ object }: Manifest): number | undefined {
  return numberOf(down(object, "spec", "replicas"));
}

/**
 * Of workloads before a step, those that are there before, during and after it,
 * by whichever of two selectors they are asked for.
 */
export function standing(
  { after }: Step,
  before: readonly Workload[],
  ...selectors: readonly Labels[]
): readonly Workload[] {
  return before.filter(({ manifest, labels }) => {
    const { identity } = manifest;
    const now = after.find(
      groupKindOf(identity),
      identity.namespace ?? "",
      identity.name,
    );
    const then = now && workloadOf(now);
    return (
      then !== undefined &&
      replicas(then.manifest) !== 0 &&
      selectors.every(
        (selector) =>
          selects(selector, labels) && selects(selector, then.labels),
      )
    );
  });
}
