import { textOf } from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import { namespaceOf, specOf } from "../../manifests/metadata";
import type { Check } from "../check";
import { backendsOf, type Backend } from "./backends";
import { isMissing } from "./makers";
import { addOrMend } from "./names";

const ingress = (service: string) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop, namespace: shop }
spec:
  defaultBackend: { service: { name: ${service}, port: { number: 80 } } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { ports: [{ name: http, port: 80 }] }
`;

export const missingService: Check = {
  id: "gitops/missing-service",
  severity: "warning",
  demands:
    "The Service that an Ingress, a route or a StatefulSet names is there.",
  why: "An Ingress or a route answers 500 or 503 otherwise, and the pods of the StatefulSet have no names in DNS.",
  bad: ingress("webapp"),
  says: "got the Service webapp, which is not there, expected one in shop",
  good: ingress("web"),
  run: (index, report) => {
    for (const named of [...backendsOf(index), ...governorsOf(index)]) {
      const { manifest, namespace, service, path } = named;
      if (!isMissing(index, "/Service", namespace, service)) continue;
      report(
        manifest,
        path,
        `got the Service ${service}, which is not there, expected one in ${namespace}`,
        addOrMend(index, "/Service", namespace, service),
        // Many StatefulSets have no use for the names of their pods.
        manifest.identity.kind === "StatefulSet" ? "info" : "warning",
      );
    }
  },
};

/** The Services that give the pods of StatefulSets their names. */
function governorsOf(
  index: Index,
): readonly Pick<Backend, "manifest" | "namespace" | "service" | "path">[] {
  return index
    .kind("apps/StatefulSet")
    .map((manifest) => ({
      manifest,
      namespace: namespaceOf(manifest),
      service: textOf(specOf(manifest)["serviceName"]),
      path: ["spec", "serviceName"],
    }))
    .filter(({ service }) => service !== "");
}
