import type { Check } from "../check";
import { ANNOTATION_PLACES } from "./annotation-places";
import { istioAnnotations } from "./annotations";

export const misplacedAnnotation: Check = {
  id: "IST0107",
  severity: "warning",
  demands: "An annotation of Istio stands on the kind that it is for.",
  why: "On another kind it does nothing.",
  bad: `
apiVersion: v1
kind: Service
metadata: { name: web, annotations: { sidecar.istio.io/proxyCPU: 100m } }
`,
  says: "got the annotation sidecar.istio.io/proxyCPU on a Service, expected it on Pod",
  fix: "move it to an object of that kind; for pods, to the pod template of their Deployment",
  good: `
apiVersion: v1
kind: Pod
metadata: { name: web, annotations: { sidecar.istio.io/proxyCPU: 100m } }
`,
  run: (index, report) => {
    for (const { manifest, path, kind, name } of istioAnnotations(index)) {
      const places = ANNOTATION_PLACES[name]?.split(",");
      if (!places || places.includes("Any") || places.includes(kind)) continue;
      report(
        manifest,
        path,
        `got the annotation ${name} on a ${kind}, expected it on ${places.join(" or ")}`,
      );
    }
  },
};
