import { fieldsOf, isSet, listOf, textOf } from "../manifests/fields";
import type { Index } from "../manifests/index-of";
import { namespaceOf, specOf } from "../manifests/metadata";
import type { FoundWorkload } from "./found";
import type { Note } from "./notes";

/** CPU and memory that Istio asks for each sidecar, where nobody says otherwise. */
const SIDECAR = "100m CPU and 128Mi of memory";

/**
 * What counts a pod as a whole and so counts the sidecar from now on: quotas,
 * and autoscalers that look at the pod's use instead of its container's.
 */
export function wholePodNotes(
  index: Index,
  workloads: readonly FoundWorkload[],
): readonly Note[] {
  const joining = new Map(
    workloads
      .filter(({ membership }) => membership === "joins")
      .map((one) => [`${one.namespace} ${one.kind} ${one.name}`, one]),
  );
  const pods = new Map<string, number>();
  for (const { namespace, replicas } of joining.values())
    pods.set(namespace, (pods.get(namespace) ?? 0) + replicas);
  const quotas = index.kind("/ResourceQuota").flatMap((manifest) => {
    const namespace = namespaceOf(manifest);
    const count = pods.get(namespace) ?? 0;
    const hard = Object.keys(fieldsOf(specOf(manifest)["hard"]));
    return count > 0 && hard.some((key) => /cpu|memory/.test(key))
      ? [
          {
            namespace,
            about: `ResourceQuota ${manifest.identity.name}`,
            text: `has to leave room for ${count} sidecars, each of which asks for ${SIDECAR}`,
          },
        ]
      : [];
  });
  const autoscalers = index
    .kind("autoscaling/HorizontalPodAutoscaler")
    .flatMap((manifest) => {
      const namespace = namespaceOf(manifest);
      const { scaleTargetRef, metrics, targetCPUUtilizationPercentage } =
        specOf(manifest);
      const { kind, name } = fieldsOf(scaleTargetRef);
      const isWhole =
        isSet(targetCPUUtilizationPercentage) ||
        listOf(metrics).some((one) => fieldsOf(one)["type"] === "Resource");
      return isWhole &&
        joining.has(`${namespace} ${textOf(kind)} ${textOf(name)}`)
        ? [
            {
              namespace,
              about: `HorizontalPodAutoscaler ${manifest.identity.name}`,
              text: "looks at the whole pod, and so at the sidecar too; type ContainerResource looks at the application's container",
            },
          ]
        : [];
    });
  return [...quotas, ...autoscalers];
}
