import { groupKindOf } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import { namespaceOf } from "../../manifests/metadata";
import type { Check } from "../check";
import { calledOf } from "./called";
import { standApart } from "./clusters";
import { isOfKustomize, localKindOf } from "./local-kinds";

export const duplicateObject: Check = {
  id: "gitops/duplicate-object",
  severity: "error",
  demands: "An object is there once.",
  why: "The last one that is applied wins, the two take turns at every sync, and kustomize and Flux refuse the folder.",
  bad: `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 8080 }] }
`,
  says: "got Service shop/web again, first at test.yaml:1, expected it once",
  good: `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop-test }
spec: { selector: { app: web }, ports: [{ name: http, port: 8080 }] }
`,
  run: (index, report) => {
    const read = new Map<string, Manifest[]>();
    for (const manifest of index.all) {
      const { identity } = manifest;
      // With generateName each apply makes another object.
      if (identity.kind === "" || identity.name === "") continue;
      if (isOfKustomize(manifest) || localKindOf(manifest) !== undefined)
        continue;
      const key = `${groupKindOf(identity)} ${namespaceOf(manifest)} ${identity.name}`;
      const known = read.get(key);
      if (!known) {
        read.set(key, [manifest]);
        continue;
      }
      const before = known.find(({ file }) => !standApart(file, manifest.file));
      if (!before) {
        known.push(manifest);
        continue;
      }
      const { line } = before.at([]);
      report(
        manifest,
        ["metadata", "name"],
        `got ${calledOf(manifest)} again, first at ${before.file}:${String(line)}, expected it once`,
        "remove one of them; check folders for different clusters one by one",
      );
    }
  },
};
