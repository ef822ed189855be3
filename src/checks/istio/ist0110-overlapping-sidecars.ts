import type { Manifest } from "../../manifests/manifest";
import { isAmbient } from "../../manifests/in-mesh";
import type { Check } from "../check";
import { SIDECAR } from "./kinds";
import { selectedBy } from "./overlaps";
import { ordered } from "./quote";

const POD = `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web, tier: front } }
---`;

export const overlappingSidecars: Check = {
  id: "IST0110",
  severity: "error",
  demands: "One Sidecar selects a pod.",
  why: "Which of two Sidecars a proxy takes is not defined.",
  bad: `${POD}
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: { name: web, namespace: shop }
spec: { workloadSelector: { labels: { app: web } }, egress: [{ hosts: ["./*"] }] }
---
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: { name: front, namespace: shop }
spec: { workloadSelector: { labels: { tier: front } }, egress: [{ hosts: ["./*"] }] }
`,
  says: 'got the pods of "web" selected by the Sidecars front and web, expected one Sidecar',
  fix: "narrow one of the selectors, or merge the Sidecars; which one counts is not defined",
  good: `${POD}
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: { name: web, namespace: shop }
spec: { workloadSelector: { labels: { app: web } }, egress: [{ hosts: ["./*"] }] }
`,
  run: (index, report) => {
    const said = new Set<Manifest>();
    const path = ["workloadSelector", "labels"];
    for (const { workload, policies } of selectedBy(index, SIDECAR, path)) {
      if (policies.length < 2 || isAmbient(index, workload)) continue;
      const names = ordered(policies.map(({ identity }) => identity.name));
      for (const manifest of policies) {
        if (said.has(manifest)) continue;
        said.add(manifest);
        report(
          manifest,
          ["spec", ...path],
          `got the pods of ${JSON.stringify(workload.manifest.identity.name)} selected by the Sidecars ${names.join(" and ")}, expected one Sidecar`,
        );
      }
    }
  },
};
