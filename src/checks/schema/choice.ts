import type { Check } from "../check";
import { reportProblems } from "./judge";

export const CHOICE: Check = {
  id: "schema/choice",
  severity: "error",
  demands:
    "Fields that exclude each other are not given together, and one of those that are needed is.",
  why: "The API server refuses the object.",
  bad: `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web-app, namespace: shop }
spec:
  hosts: [web-app]
  http:
    - match:
        - uri: { exact: /, prefix: / }
      route:
        - destination: { host: web-app }
`,
  says: "got exact and prefix, expected at most one of exact, prefix, regex",
  good: `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web-app, namespace: shop }
spec:
  hosts: [web-app]
  http:
    - match:
        - uri: { prefix: / }
      route:
        - destination: { host: web-app }
`,
  run: reportProblems("choice"),
};
