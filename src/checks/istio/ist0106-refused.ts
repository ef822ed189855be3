import type { Check } from "../check";
import { reportComplaints } from "./webhook/judges";

const service = (rules: string) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web, namespace: shop }
spec: { hosts: [web]${rules} }
`;

export const refused: Check = {
  id: "IST0106",
  severity: "error",
  demands: "Istio's webhook takes the manifest.",
  why: "The webhook refuses what the structure alone cannot tell, so the apply fails half way.",
  bad: service(""),
  says: "got no routes, expected at least one of http, tcp and tls",
  fix: "write what was expected; Istio's webhook refuses the object as it is",
  good: service(", http: [{ route: [{ destination: { host: web } }] }]"),
  run: (index, report) => {
    reportComplaints(index, report, "error");
  },
};
