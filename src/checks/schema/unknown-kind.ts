import { nearest } from "../../problems/nearest";
import { SCHEMAS, type Schemas, split } from "../../schemas/schemas";
import type { Check } from "../check";
import { isOfKustomize, localKindOf } from "../gitops/local-kinds";
import { judge } from "./judge";

export const UNKNOWN_KIND: Check = {
  id: "schema/unknown-kind",
  severity: "info",
  demands: "A kind's structure is known.",
  why: "Without it nothing is said of the object's fields; --crd FILE adds a CustomResourceDefinition.",
  bad: `apiVersion: networking.istio.io/v1
kind: VirtualServise
metadata: { name: web-app, namespace: shop }
spec: { hosts: [web-app] }
`,
  says: "got VirtualServise of networking.istio.io/v1, a kind with no known structure, so its fields were not checked",
  good: `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web-app, namespace: shop }
spec: { hosts: [web-app] }
`,
  run: reportUnknown(),
};

export function reportUnknown(schemas: Schemas = SCHEMAS): Check["run"] {
  return (index, report) => {
    for (const manifest of index.all) {
      if (judge(manifest, schemas).found) continue;
      const { apiVersion, kind } = manifest.identity;
      // Files of rules, dashboards, and those that only look like objects, are none.
      if (kind === "" || isOfKustomize(manifest) || localKindOf(manifest))
        continue;
      report(
        manifest,
        ["kind"],
        `got ${kind} of ${apiVersion}, a kind with no known structure, so its fields were not checked`,
        fixFor(apiVersion, kind, schemas),
      );
    }
  };
}

/** The version that the kind has, or the kind that was meant, or a CRD. */
function fixFor(apiVersion: string, kind: string, schemas: Schemas): string {
  const { group } = split(apiVersion);
  const kinds = schemas.kinds(group);
  const version = kinds.get(kind)?.[0];
  if (version !== undefined)
    return `write apiVersion: ${group === "" ? "" : `${group}/`}${version}`;
  const meant = nearest(kind, kinds.keys());
  return meant === undefined
    ? "give its CustomResourceDefinition with --crd FILE"
    : `write kind: ${meant}`;
}
