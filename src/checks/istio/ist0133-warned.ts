import type { Check } from "../check";
import { reportComplaints } from "./webhook/judges";

const rule = (outliers: string) => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: web, namespace: shop }
spec: { host: web, trafficPolicy: { outlierDetection: { ${outliers} } } }
`;

export const warned: Check = {
  id: "IST0133",
  severity: "warning",
  demands: "Istio's webhook takes the manifest without a warning.",
  why: "The webhook warns of what is deprecated or ignored; after an upgrade it may be refused.",
  bad: rule("consecutiveErrors: 5"),
  says: "got consecutiveErrors, expected consecutive5xxErrors, which replaces it",
  fix: "write what was expected",
  good: rule("consecutive5xxErrors: 5"),
  run: (index, report) => {
    reportComplaints(index, report, "warning");
  },
};
