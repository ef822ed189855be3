import type { Index } from "../../manifests/index-of";
import type { Manifest, Path } from "../../manifests/manifest";
import {
  annotationsOfObject,
  labelsOfObject,
  type Labels,
} from "../../manifests/metadata";
import { isPod, workloadsOf } from "../../manifests/workloads";

/** One of Istio's annotations, and the kind of object on which it stands. */
export interface Annotated {
  readonly manifest: Manifest;
  readonly path: Path;
  readonly kind: string;
  readonly name: string;
  readonly value: string;
  readonly labels: Labels;
}

/** Istio's annotations of namespaces, Services, Deployments and pods. */
export function istioAnnotations(index: Index): readonly Annotated[] {
  const own = ["/Namespace", "/Service", "/Pod", "apps/Deployment"]
    .flatMap((kind) => index.kind(kind))
    .map((manifest) => ({
      manifest,
      path: [],
      kind: manifest.identity.kind,
      labels: labelsOfObject(manifest),
      annotations: annotationsOfObject(manifest),
    }));
  const templates = workloadsOf(index)
    .filter((workload) => !isPod(workload))
    .map((workload) => ({ ...workload, kind: "Pod" }));
  return [...own, ...templates].flatMap(
    ({ manifest, path, kind, labels, annotations }) =>
      Object.entries(annotations)
        .filter(([name]) => isIstio(name))
        .map(([name, value]) => ({
          manifest,
          path: [...path, "metadata", "annotations", name],
          kind,
          name,
          value,
          labels,
        })),
  );
}

function isIstio(name: string): boolean {
  const [group = ""] = name.split("/");
  return group.endsWith("istio.io") || name === "kubernetes.io/ingress.class";
}
