import type { Check } from "../check";
import { reportPatches } from "./envoy-patches";

export const addPatch: Check = {
  id: "IST0153",
  severity: "error",
  demands: "ADD is for other things than routes.",
  why: "Envoy ignores ADD on ROUTE_CONFIGURATION and HTTP_ROUTE, so the patch does nothing.",
  bad: `
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { name: route, namespace: shop }
spec:
  configPatches:
    - applyTo: HTTP_ROUTE
      match: { context: SIDECAR_INBOUND }
      patch: { operation: ADD, value: { name: web } }
`,
  says: "got ADD on HTTP_ROUTE, expected another operation",
  good: `
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { name: route, namespace: shop }
spec:
  configPatches:
    - applyTo: HTTP_ROUTE
      match: { context: SIDECAR_INBOUND }
      patch: { operation: INSERT_FIRST, value: { name: web } }
`,
  run: (index, report) => {
    reportPatches(
      index,
      report,
      "add",
      ({ applyTo }) => `got ADD on ${applyTo}, expected another operation`,
      "use INSERT_FIRST or MERGE",
    );
  },
};
