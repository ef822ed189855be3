import { namespaceLabels } from "../../manifests/in-mesh";
import { isPod, proxyImageOf, workloadsOf } from "../../manifests/workloads";
import type { Check } from "../check";

/** Templates get their sidecar when their pods are made, so only pods are asked. */
export const podWithoutSidecar: Check = {
  id: "IST0103",
  severity: "warning",
  demands: "A pod of a namespace with injection has its sidecar.",
  why: "A pod that was made before its namespace was labelled stays without a sidecar until it is made anew: no mTLS, no metrics.",
  bad: `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio-injection: enabled } }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { containers: [{ name: web, image: web:1 }] }
`,
  says: 'got the pod "web" without the container istio-proxy, expected one, as shop has injection enabled',
  good: `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio-injection: enabled } }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers: [{ name: web, image: web:1 }]
  initContainers: [{ name: istio-proxy, image: proxyv2, restartPolicy: Always }]
`,
  run: (index, report) => {
    for (const workload of workloadsOf(index).filter(isPod)) {
      const { manifest, namespace, labels, annotations, spec } = workload;
      if (namespace === "istio-system") continue;
      const around = namespaceLabels(index, namespace) ?? {};
      if (around["istio-injection"] !== "enabled") continue;
      if (around["istio.io/dataplane-mode"] === "ambient") continue;
      const key = "sidecar.istio.io/inject";
      const own = labels[key] ?? annotations[key] ?? "";
      if (own.toLowerCase() === "false" || spec["hostNetwork"] === true)
        continue;
      if (proxyImageOf(workload) !== "") continue;
      report(
        manifest,
        ["spec"],
        `got the pod ${JSON.stringify(manifest.identity.name)} without the container istio-proxy, expected one, as ${namespace} has injection enabled`,
        "restart the workload, or opt out with the label sidecar.istio.io/inject=false",
      );
    }
  },
};
