import type { Check } from "../check";
import { destinationHosts } from "./references/destination-hosts";
import { gatewayWorkloads } from "./references/gateway-workloads";
import { boundGateways } from "./references/gateways";
import { policySelectors } from "./references/selectors";
import { sourceNamespaces } from "./references/source-namespaces";
import { destinationSubsets } from "./references/subsets";

/**
 * A reference is judged only where some object of its kind was read: manifests of
 * one application mostly leave out the gateway's pods, or the Secrets.
 */
const REFERENCES = [
  destinationHosts,
  destinationSubsets,
  boundGateways,
  gatewayWorkloads,
  policySelectors,
  sourceNamespaces,
];

export const reference: Check = {
  id: "IST0101",
  severity: "error",
  demands: "What a manifest refers to is there.",
  why: "A route to a host or subset that nobody defines answers 503, and a Gateway, Sidecar or Telemetry that selects no pod does nothing.",
  bad: `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: reviews, namespace: shop }
spec:
  hosts: [reviews]
  http:
    - route: [{ destination: { host: reviews, subset: v2 } }]
---
apiVersion: v1
kind: Service
metadata: { name: reviews, namespace: shop }
spec: { ports: [{ name: http, port: 80 }] }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: reviews, namespace: shop }
spec: { host: reviews, subsets: [{ name: v1, labels: { version: v2 } }] }
`,
  says: 'got the subset "v2" of "reviews", expected one that a DestinationRule of that host defines',
  good: `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: reviews, namespace: shop }
spec:
  hosts: [reviews]
  http:
    - route: [{ destination: { host: reviews, subset: v2 } }]
---
apiVersion: v1
kind: Service
metadata: { name: reviews, namespace: shop }
spec: { ports: [{ name: http, port: 80 }] }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: reviews, namespace: shop }
spec: { host: reviews, subsets: [{ name: v2, labels: { version: v2 } }] }
`,
  run: (index, report) => {
    for (const look of REFERENCES) look(index, report);
  },
};
