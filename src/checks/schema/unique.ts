import type { Check } from "../check";
import { reportProblems } from "./judge";

export const UNIQUE: Check = {
  id: "schema/unique",
  severity: "error",
  demands: "The items of a list that is a set or a map differ.",
  why: "The API server refuses the object.",
  bad: `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: payments, namespace: shop }
spec:
  hosts: [payments.example]
  resolution: DNS
  ports:
    - { name: https, number: 443 }
    - { name: https, number: 8443 }
`,
  says: 'got name "https" twice, expected it once',
  good: `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: payments, namespace: shop }
spec:
  hosts: [payments.example]
  resolution: DNS
  ports:
    - { name: https, number: 443 }
    - { name: https-alt, number: 8443 }
`,
  run: reportProblems("unique"),
};
