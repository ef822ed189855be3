import { labelsOfObject } from "../../manifests/metadata";
import type { Check } from "../check";
import { injectsByDefault, isUnlabelled } from "./injection";

export const namespaceWithoutSidecars: Check = {
  id: "IST0102",
  severity: "info",
  demands: "A namespace says whether its pods get sidecars.",
  why: "Pods of a namespace without the label stay outside the mesh, and nothing says so.",
  bad: `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
`,
  says: 'got the namespace "shop" without istio-injection and istio.io/rev, expected one of the labels',
  good: `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio-injection: enabled } }
`,
  run: (index, report) => {
    for (const manifest of index.kind("/Namespace")) {
      const labels = labelsOfObject(manifest);
      const { name } = manifest.identity;
      if (!isUnlabelled(name, labels) || injectsByDefault(index)) continue;
      report(
        manifest,
        ["metadata", "labels"],
        `got the namespace ${JSON.stringify(name)} without istio-injection and istio.io/rev, expected one of the labels`,
        "label it istio-injection=enabled, or disabled where that is meant",
      );
    }
  },
};
