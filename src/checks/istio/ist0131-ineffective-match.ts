import type { Check } from "../check";
import { overlapsOf } from "./match-overlaps";

export const ineffectiveMatch: Check = {
  id: "IST0131",
  severity: "info",
  demands: "Each match of a VirtualService can get traffic.",
  why: "Rules are tried in order, so a match that an earlier one covers never takes effect.",
  bad: `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web, namespace: shop }
spec:
  hosts: [web]
  http:
    - match: [{ uri: { prefix: /api } }]
      route: [{ destination: { host: web } }]
    - match: [{ uri: { prefix: /api/v2 } }]
      route: [{ destination: { host: web } }]
`,
  says: 'got the prefix "/api/v2" of rule 2 after "/api" of rule 1, which takes it too, expected the longer prefix first',
  good: `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web, namespace: shop }
spec:
  hosts: [web]
  http:
    - match: [{ uri: { prefix: /api/v2 } }]
      route: [{ destination: { host: web } }]
    - match: [{ uri: { prefix: /api } }]
      route: [{ destination: { host: web } }]
`,
  run: (index, report) => {
    for (const { manifest, path, message } of overlapsOf(index, "match"))
      report(manifest, path, message, "reorder the rules, or take one away");
  },
};
