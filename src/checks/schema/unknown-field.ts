import type { Check } from "../check";
import { reportProblems } from "./judge";

export const UNKNOWN_FIELD: Check = {
  id: "schema/unknown-field",
  severity: "error",
  demands: "A field exists in the kind's structure.",
  why: "The API server refuses the object where it validates strictly, and elsewhere drops the field without a word.",
  bad: `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web-app, namespace: shop }
spec:
  hosts: [web-app]
  http:
    - route:
        - destination: { host: web-app }
          wieght: 10
`,
  says: "got wieght, a field that does not exist, expected weight",
  good: `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web-app, namespace: shop }
spec:
  hosts: [web-app]
  http:
    - route:
        - destination: { host: web-app }
          weight: 10
`,
  run: reportProblems("unknown-field"),
};
