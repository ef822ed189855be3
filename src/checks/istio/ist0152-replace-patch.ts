import type { Check } from "../check";
import { reportPatches } from "./envoy-patches";

export const replacePatch: Check = {
  id: "IST0152",
  severity: "error",
  demands: "REPLACE is for network filters, HTTP filters and virtual hosts.",
  why: "Envoy ignores REPLACE elsewhere, so the patch does nothing.",
  bad: `
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { name: cluster, namespace: shop }
spec:
  configPatches:
    - applyTo: CLUSTER
      match: { context: SIDECAR_INBOUND }
      patch: { operation: REPLACE, value: { name: web } }
`,
  says: "got REPLACE on CLUSTER, expected NETWORK_FILTER, HTTP_FILTER or VIRTUAL_HOST",
  good: `
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { name: cluster, namespace: shop }
spec:
  configPatches:
    - applyTo: CLUSTER
      match: { context: SIDECAR_INBOUND }
      patch: { operation: MERGE, value: { name: web } }
`,
  run: (index, report) => {
    reportPatches(
      index,
      report,
      "replace",
      ({ applyTo }) =>
        `got REPLACE on ${applyTo}, expected NETWORK_FILTER, HTTP_FILTER or VIRTUAL_HOST`,
      "use MERGE",
    );
  },
};
