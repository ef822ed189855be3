import type { Check } from "../check";
import { reportProblems } from "./judge";

export const PATTERN: Check = {
  id: "schema/pattern",
  severity: "error",
  demands: "A text matches its field's regular expression (RE2).",
  why: "The API server refuses the object.",
  bad: `apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: web-app, namespace: shop }
spec:
  selector: { matchLabels: { app: web-app } }
  endpoints:
    - { port: http, interval: 15 s }
`,
  says: 'got "15 s", expected a text that matches ^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$',
  fix: "write a text of that form",
  good: `apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: web-app, namespace: shop }
spec:
  selector: { matchLabels: { app: web-app } }
  endpoints:
    - { port: http, interval: 15s }
`,
  run: reportProblems("pattern"),
};
