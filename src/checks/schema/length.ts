import type { Check } from "../check";
import { reportProblems } from "./judge";

export const LENGTH: Check = {
  id: "schema/length",
  severity: "error",
  demands: "A text, a list or an object is as long as its field allows.",
  why: "The API server refuses the object.",
  bad: `apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: mesh, namespace: shop }
spec:
  metrics:
    - providers: [{ name: "" }]
`,
  says: 'got "", expected a text that is not empty',
  fix: "write a value of that length, or leave the field out",
  good: `apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: mesh, namespace: shop }
spec:
  metrics:
    - providers: [{ name: prometheus }]
`,
  run: reportProblems("length"),
};
