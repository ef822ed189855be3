import type { Check } from "../check";
import { DEPRECATED_ANNOTATIONS } from "./annotation-places";
import { istioAnnotations } from "./annotations";

export const deprecatedAnnotation: Check = {
  id: "IST0135",
  severity: "info",
  demands: "An annotation of Istio is not deprecated.",
  why: "It goes away with some release, and its effect with it.",
  bad: `
apiVersion: v1
kind: Pod
metadata: { name: web, annotations: { sidecar.istio.io/inject: "true" } }
`,
  says: "got the annotation sidecar.istio.io/inject on a Pod, expected one that is not deprecated",
  fix: "remove it, or write what replaces it",
  good: `
apiVersion: v1
kind: Pod
metadata: { name: web, annotations: { sidecar.istio.io/proxyCPU: 100m } }
`,
  run: (index, report) => {
    for (const { manifest, path, kind, name, labels } of istioAnnotations(
      index,
    )) {
      if (!DEPRECATED_ANNOTATIONS.includes(name)) continue;
      // Who has the label too keeps the annotation for old releases.
      if (name === "sidecar.istio.io/inject" && labels[name] !== undefined)
        continue;
      report(
        manifest,
        path,
        `got the annotation ${name} on a ${kind}, expected one that is not deprecated`,
      );
    }
  },
};
