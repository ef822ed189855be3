import type { Check } from "../check";
import { reportProblems } from "./judge";

export const FORMAT: Check = {
  id: "schema/format",
  severity: "error",
  demands:
    "A text is of its field's format: a time, base64, an address, a quantity.",
  why: "The API server refuses the object.",
  bad: `apiVersion: v1
kind: ResourceQuota
metadata: { name: shop, namespace: shop }
spec:
  hard: { requests.memory: 10gb }
`,
  says: 'got "10gb", expected a quantity such as 100m or 1Gi',
  fix: "write it in that format",
  good: `apiVersion: v1
kind: ResourceQuota
metadata: { name: shop, namespace: shop }
spec:
  hard: { requests.memory: 10G }
`,
  run: reportProblems("format"),
};
