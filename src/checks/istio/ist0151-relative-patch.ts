import type { Check } from "../check";
import { reportPatches } from "./envoy-patches";

export const relativePatch: Check = {
  id: "IST0151",
  severity: "warning",
  demands: "A patch that is placed beside another filter has a priority.",
  why: "Without a priority the place depends on the order in which EnvoyFilters were made, and the other filter may not be there yet.",
  bad: `
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { name: lua, namespace: shop }
spec:
  configPatches:
    - applyTo: HTTP_FILTER
      match: { context: SIDECAR_INBOUND }
      patch: { operation: INSERT_BEFORE, value: { name: lua } }
`,
  says: "got the operation INSERT_BEFORE without a priority, expected one",
  good: `
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { name: lua, namespace: shop }
spec:
  priority: 10
  configPatches:
    - applyTo: HTTP_FILTER
      match: { context: SIDECAR_INBOUND }
      patch: { operation: INSERT_BEFORE, value: { name: lua } }
`,
  run: (index, report) => {
    reportPatches(
      index,
      report,
      "relative",
      ({ operation }) =>
        `got the operation ${operation} without a priority, expected one`,
      "set spec.priority, or use INSERT_FIRST, ADD or MERGE",
    );
  },
};
