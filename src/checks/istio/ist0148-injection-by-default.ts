import { labelsOfObject } from "../../manifests/metadata";
import type { Check } from "../check";
import { injectsByDefault, isUnlabelled } from "./injection";

const INJECTOR = `
apiVersion: v1
kind: ConfigMap
metadata: { name: istio-sidecar-injector, namespace: istio-system }
data: { values: '{"sidecarInjectorWebhook":{"enableNamespacesByDefault":true}}' }
---`;

export const injectionByDefault: Check = {
  id: "IST0148",
  severity: "info",
  demands: "A namespace says itself that its pods get sidecars.",
  why: "Where Istio injects by default, a namespace without the label gets sidecars that nobody reading it expects.",
  bad: `${INJECTOR}
apiVersion: v1
kind: Namespace
metadata: { name: shop }
`,
  says: 'got the namespace "shop" without a label on injection, which Istio injects by default, expected the label',
  fix: "label the Namespace istio-injection: enabled, or disabled",
  good: `${INJECTOR}
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio-injection: enabled } }
`,
  run: (index, report) => {
    if (!injectsByDefault(index)) return;
    for (const manifest of index.kind("/Namespace")) {
      const { name } = manifest.identity;
      if (!isUnlabelled(name, labelsOfObject(manifest))) continue;
      report(
        manifest,
        ["metadata", "labels"],
        `got the namespace ${JSON.stringify(name)} without a label on injection, which Istio injects by default, expected the label`,
      );
    }
  },
};
