import type { Check } from "../check";
import { reportProblems } from "./judge";

export const RANGE: Check = {
  id: "schema/range",
  severity: "error",
  demands: "A number lies in its field's range.",
  why: "The API server refuses the object.",
  bad: `apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: mesh, namespace: shop }
spec:
  tracing:
    - { randomSamplingPercentage: 110 }
`,
  says: "got 110, expected a number from 0 to 100",
  fix: "write a number of that range",
  good: `apiVersion: telemetry.istio.io/v1
kind: Telemetry
metadata: { name: mesh, namespace: shop }
spec:
  tracing:
    - { randomSamplingPercentage: 10 }
`,
  run: reportProblems("range"),
};
