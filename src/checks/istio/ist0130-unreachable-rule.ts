import type { Check } from "../check";
import { overlapsOf } from "./match-overlaps";

export const unreachableRule: Check = {
  id: "IST0130",
  severity: "warning",
  demands: "Each rule of a VirtualService can get traffic.",
  why: "Rules are tried in order, so one that stands behind a rule for everything is never reached.",
  bad: `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web, namespace: shop }
spec:
  hosts: [web]
  http:
    - route: [{ destination: { host: web } }]
    - match: [{ uri: { prefix: /api } }]
      route: [{ destination: { host: web } }]
`,
  says: "got rule 2 after rule 1, which takes everything, expected it before",
  good: `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web, namespace: shop }
spec:
  hosts: [web]
  http:
    - match: [{ uri: { prefix: /api } }]
      route: [{ destination: { host: web } }]
    - route: [{ destination: { host: web } }]
`,
  run: (index, report) => {
    for (const { manifest, path, message } of overlapsOf(index, "rule"))
      report(manifest, path, message, "put the rule without a match last");
  },
};
