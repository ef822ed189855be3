import type { Check } from "../check";
import { reportProblems } from "./judge";

export const RULE: Check = {
  id: "schema/rule",
  severity: "error",
  demands:
    "A value keeps the rules of its CRD (x-kubernetes-validations, in CEL).",
  why: "The API server refuses the object.",
  bad: `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web-app, namespace: shop }
spec:
  hosts: [web-app]
  http:
    - timeout: 0s
      route:
        - destination: { host: web-app }
`,
  says: "got \"0s\", expected that duration(self) >= duration('1ms')",
  fix: "write a value for which the rule holds",
  good: `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web-app, namespace: shop }
spec:
  hosts: [web-app]
  http:
    - timeout: 10s
      route:
        - destination: { host: web-app }
`,
  run: reportProblems("rule"),
};
