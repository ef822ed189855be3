import { down, isSet, labelsOf } from "../../manifests/fields";
import { namespaceOf, specOf } from "../../manifests/metadata";
import { podsOf } from "../../manifests/selected";
import type { Check } from "../check";
import {
  AUTHORIZATION_POLICY,
  REQUEST_AUTHENTICATION,
  TELEMETRY,
  WASM_PLUGIN,
} from "./kinds";

const GATEWAY_NAME = "gateway.networking.k8s.io/gateway-name";

const policy = (target: string) => `
apiVersion: v1
kind: Pod
metadata: { name: web-istio, namespace: shop, labels: { ${GATEWAY_NAME}: web } }
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: web, namespace: shop }
spec: { ${target}, rules: [{}] }
`;

export const selectorOfGateway: Check = {
  id: "IST0166",
  severity: "warning",
  demands: "A policy for a Gateway of the Gateway API names it in targetRefs.",
  why: "A selector has no effect on the pods of such a Gateway, so the policy does nothing there.",
  bad: policy(`selector: { matchLabels: { ${GATEWAY_NAME}: web } }`),
  says: 'got a selector that takes the pods of the Gateway "web", expected targetRefs',
  fix: "write targetRefs: [{ kind: Gateway, group: gateway.networking.k8s.io, name: … }]",
  good: policy(
    "targetRefs: [{ kind: Gateway, group: gateway.networking.k8s.io, name: web }]",
  ),
  run: (index, report) => {
    const { in: podsIn } = podsOf(index);
    const policies = [
      AUTHORIZATION_POLICY,
      REQUEST_AUTHENTICATION,
      TELEMETRY,
      WASM_PLUGIN,
    ].flatMap((kind) => index.kind(kind));
    for (const manifest of policies) {
      const spec = specOf(manifest);
      if (isSet(spec["targetRef"]) || !isSet(spec["selector"])) continue;
      const selector = labelsOf(down(spec, "selector", "matchLabels"));
      const pod = podsIn(namespaceOf(manifest), selector).find(
        ({ labels }) => labels[GATEWAY_NAME] !== undefined,
      );
      if (pod)
        report(
          manifest,
          ["spec", "selector"],
          `got a selector that takes the pods of the Gateway ${JSON.stringify(pod.labels[GATEWAY_NAME])}, expected targetRefs`,
        );
    }
  },
};
