import type { Check } from "../check";
import { reportPatches } from "./envoy-patches";

export const relativePatchByVersion: Check = {
  id: "IST0155",
  severity: "warning",
  demands:
    "A relative patch of a filter that another patches for some proxy version has a priority.",
  why: "After an upgrade the first patch no longer applies, and the second loses what it is placed beside.",
  bad: `
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { name: one, namespace: shop }
spec:
  configPatches:
    - applyTo: HTTP_FILTER
      match: { context: SIDECAR_INBOUND, proxy: { proxyVersion: 1.30.* } }
      patch: { operation: ADD, value: { name: lua } }
---
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { name: two, namespace: shop }
spec:
  configPatches:
    - applyTo: HTTP_FILTER
      match: { context: SIDECAR_INBOUND }
      patch: { operation: INSERT_BEFORE, value: { name: lua } }
`,
  says: "got the operation INSERT_BEFORE without a priority on a filter that is patched by proxy version, expected a priority",
  good: `
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { name: one, namespace: shop }
spec:
  configPatches:
    - applyTo: HTTP_FILTER
      match: { context: SIDECAR_INBOUND, proxy: { proxyVersion: 1.30.* } }
      patch: { operation: ADD, value: { name: lua } }
---
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { name: two, namespace: shop }
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
      "relative-by-version",
      ({ operation }) =>
        `got the operation ${operation} without a priority on a filter that is patched by proxy version, expected a priority`,
      "set spec.priority",
    );
  },
};
