import type { Check } from "../check";
import { reportProblems } from "./judge";

export const REQUIRED: Check = {
  id: "schema/required",
  severity: "error",
  demands: "A field that a kind demands is given.",
  why: "The API server refuses the object.",
  bad: `apiVersion: apps/v1
kind: Deployment
metadata: { name: web-app, namespace: shop }
spec:
  selector: { matchLabels: { app: web-app } }
  template:
    metadata: { labels: { app: web-app } }
    spec:
      containers: [{ image: "registry.example/web-app:1.4.2" }]
`,
  says: "got no name, expected one",
  good: `apiVersion: apps/v1
kind: Deployment
metadata: { name: web-app, namespace: shop }
spec:
  selector: { matchLabels: { app: web-app } }
  template:
    metadata: { labels: { app: web-app } }
    spec:
      containers: [{ name: web-app, image: "registry.example/web-app:1.4.2" }]
`,
  run: reportProblems("required"),
};
