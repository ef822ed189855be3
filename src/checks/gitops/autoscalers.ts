import { down, fieldsOf, textOf } from "../../manifests/fields";
import { groupKindOf, type Index } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import { namespaceOf } from "../../manifests/metadata";

/** An autoscaler and what it scales. */
export interface Autoscaler {
  readonly manifest: Manifest;
  readonly namespace: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** `apps/Deployment` */
  readonly groupKind: string;
}

/** HorizontalPodAutoscalers, and KEDA's ScaledObjects, which make some. */
export function autoscalersOf(index: Index): readonly Autoscaler[] {
  return [
    ...index
      .kind("autoscaling/HorizontalPodAutoscaler")
      .map((manifest) => autoscalerOf(manifest, "", "")),
    ...index
      .kind("keda.sh/ScaledObject")
      .map((manifest) => autoscalerOf(manifest, "apps/v1", "Deployment")),
  ].filter(({ name }) => name !== "");
}

function autoscalerOf(
  manifest: Manifest,
  usualVersion: string,
  usualKind: string,
): Autoscaler {
  const target = fieldsOf(down(manifest.object, "spec", "scaleTargetRef"));
  const apiVersion = textOf(target["apiVersion"]) || usualVersion;
  const kind = textOf(target["kind"]) || usualKind;
  return {
    manifest,
    namespace: namespaceOf(manifest),
    apiVersion,
    kind,
    name: textOf(target["name"]),
    groupKind: groupKindOf({ apiVersion, kind }),
  };
}
