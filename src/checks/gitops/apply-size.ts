import { down, fieldsOf } from "../../manifests/fields";
import type { Manifest } from "../../manifests/manifest";
import type { Check } from "../check";
import { MOST_ANNOTATIONS } from "./annotations-size";
import { bytesOfEntries, jsonBytes } from "./bytes";
import { counted } from "./called";

const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

const dashboard = (size: number) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: dashboards }
data: { mesh.json: ${"x".repeat(size)} }
`;

export const applySize: Check = {
  id: "gitops/apply-size",
  severity: "warning",
  demands: "An object is small enough for kubectl apply.",
  why: "kubectl apply keeps a copy of the object in an annotation, and the API server takes 262,144 bytes of annotations.",
  bad: dashboard(300_000),
  says: "got 300,095 bytes as JSON, too many for the copy that kubectl apply keeps in an annotation of at most 262,144",
  good: dashboard(10),
  run: (index, report) => {
    for (const manifest of index.all) {
      if (manifest.identity.kind === "") continue;
      const annotations = annotationBytes(manifest);
      const copy = jsonBytes(manifest) + 1;
      // Annotations that are too many by themselves are another's finding.
      if (annotations > MOST_ANNOTATIONS) continue;
      if (annotations + LAST_APPLIED.length + copy <= MOST_ANNOTATIONS)
        continue;
      report(
        manifest,
        [],
        `got ${counted(copy - 1)} bytes as JSON, too many for the copy that kubectl apply keeps in an annotation of at most ${counted(MOST_ANNOTATIONS)}`,
        "apply it with kubectl apply --server-side, or split it",
      );
    }
  },
};

/** The bytes of its annotations but kubectl's own. */
function annotationBytes({ object }: Manifest): number {
  const annotations = fieldsOf(down(object, "metadata", "annotations"));
  return bytesOfEntries({ ...annotations, [LAST_APPLIED]: undefined });
}
