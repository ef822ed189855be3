import { nearest } from "../../problems/nearest";
import type { Check } from "../check";
import { ANNOTATION_PLACES } from "./annotation-places";
import { istioAnnotations } from "./annotations";

export const unknownAnnotation: Check = {
  id: "IST0108",
  severity: "warning",
  demands: "An annotation of Istio is one that Istio knows.",
  why: "Istio ignores others in silence; mostly the name is mistyped.",
  bad: `
apiVersion: v1
kind: Pod
metadata: { name: web, annotations: { sidecar.istio.io/proxyCpu: 100m } }
`,
  says: "got the annotation sidecar.istio.io/proxyCpu on a Pod, expected one that Istio knows",
  fix: "write one that Istio knows, or remove it",
  good: `
apiVersion: v1
kind: Pod
metadata: { name: web, annotations: { sidecar.istio.io/proxyCPU: 100m } }
`,
  run: (index, report) => {
    for (const { manifest, path, kind, name } of istioAnnotations(index)) {
      if (ANNOTATION_PLACES[name] !== undefined) continue;
      const meant = nearest(name, Object.keys(ANNOTATION_PLACES));
      report(
        manifest,
        path,
        `got the annotation ${name} on a ${kind}, expected one that Istio knows`,
        meant === undefined ? undefined : `write ${meant}`,
      );
    }
  },
};
