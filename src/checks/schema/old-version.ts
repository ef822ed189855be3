import { SCHEMAS, type Schemas, split } from "../../schemas/schemas";
import type { Check } from "../check";
import { judge } from "./judge";

export const OLD_VERSION: Check = {
  id: "schema/old-version",
  severity: "info",
  demands: "An object is written in the newest version of its kind.",
  why: "Old versions are still served, but leave one day; the newest has the same structure.",
  bad: `apiVersion: networking.istio.io/v1alpha3
kind: VirtualService
metadata: { name: web-app, namespace: shop }
spec: { hosts: [web-app] }
`,
  says: "got networking.istio.io/v1alpha3, which is old but served, expected networking.istio.io/v1",
  good: `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web-app, namespace: shop }
spec: { hosts: [web-app] }
`,
  run: reportOld(),
};

export function reportOld(schemas: Schemas = SCHEMAS): Check["run"] {
  return (index, report) => {
    for (const manifest of index.all) {
      const newest = judge(manifest, schemas).found?.newest;
      if (newest === undefined) continue;
      const { apiVersion } = manifest.identity;
      const better = `${split(apiVersion).group}/${newest}`;
      report(
        manifest,
        ["apiVersion"],
        `got ${apiVersion}, which is old but served, expected ${better}`,
        `write apiVersion: ${better}`,
      );
    }
  };
}
