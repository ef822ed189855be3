import type { Check } from "../check";
import { reportProblems } from "./judge";

export const TYPE: Check = {
  id: "schema/type",
  severity: "error",
  demands: "A value is of its field's type.",
  why: "The API server refuses the object.",
  bad: `apiVersion: v1
kind: Service
metadata: { name: web-app, namespace: shop }
spec:
  ports:
    - { name: http, port: "80" }
`,
  says: 'got "80", expected a whole number',
  good: `apiVersion: v1
kind: Service
metadata: { name: web-app, namespace: shop }
spec:
  ports:
    - { name: http, port: 80 }
`,
  run: reportProblems("type"),
};
