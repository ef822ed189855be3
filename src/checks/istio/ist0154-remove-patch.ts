import type { Check } from "../check";
import { reportPatches } from "./envoy-patches";

export const removePatch: Check = {
  id: "IST0154",
  severity: "error",
  demands: "REMOVE is for other things than routes.",
  why: "Envoy ignores REMOVE on ROUTE_CONFIGURATION and HTTP_ROUTE, so the patch does nothing.",
  bad: `
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { name: route, namespace: shop }
spec:
  configPatches:
    - applyTo: HTTP_ROUTE
      match: { context: SIDECAR_INBOUND }
      patch: { operation: REMOVE, value: { name: web } }
`,
  says: "got REMOVE on HTTP_ROUTE, expected another operation",
  good: `
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { name: route, namespace: shop }
spec:
  configPatches:
    - applyTo: HTTP_ROUTE
      match: { context: SIDECAR_INBOUND }
      patch: { operation: MERGE, value: { name: web } }
`,
  run: (index, report) => {
    reportPatches(
      index,
      report,
      "remove",
      ({ applyTo }) => `got REMOVE on ${applyTo}, expected another operation`,
      "use MERGE",
    );
  },
};
