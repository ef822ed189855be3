import type { Check } from "../../check";
import { faultsText } from "../standard/fault";
import { NO_PROFILE } from "../standard/restricted/seccomp-profile";
import { installedIstio } from "./installed";
import { isInit, refusalsOf } from "./refusals";

const shop = (own: string, pod: string) => `
apiVersion: sailoperator.io/v1
kind: Istio
metadata: { name: default }
spec: { values: { pilot: { cni: { enabled: true } } } }
---
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels: { istio-injection: enabled, pod-security.kubernetes.io/enforce: restricted }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      securityContext: { runAsNonRoot: true${pod} }
      containers:
        - name: web
          image: registry.example/web:1.4.2
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] }${own} }
`;

const PROFILE = ", seccompProfile: { type: RuntimeDefault }";

/** What is left where istio-cni has taken the init container away. */
export const sidecarRefused: Check = {
  id: "security/sidecar-refused",
  severity: "error",
  demands:
    "A namespace that enforces a Pod Security Standard admits the sidecar.",
  why: "The sidecar brings no seccomp profile of its own; one written on the application's container alone leaves it without, and the namespace refuses the pod.",
  bad: shop(PROFILE, ""),
  says: 'got no seccompProfile on the containers "istio-validation" and "istio-proxy", which injection adds, expected what restricted asks for; the namespace shop enforces it and refuses the pods',
  good: shop("", PROFILE),
  run: (index, report) => {
    const { isKnown } = installedIstio(index);
    for (const { workload, demand, faults } of refusalsOf(index)) {
      const left = faults.filter((fault) => !isInit(fault));
      if (left.length === 0) continue;
      const isProfile = left.every(({ what }) => what === NO_PROFILE);
      report(
        workload.manifest,
        [...workload.path, "spec"],
        `got ${faultsText(left)}, which injection adds, expected what ${demand.level} asks for; the namespace ${workload.namespace} enforces it and refuses the pods`,
        isProfile
          ? "write securityContext: { seccompProfile: { type: RuntimeDefault } } into the pod's spec, or set istiod's value global.proxy.seccompProfile"
          : "remove the annotations sidecar.istio.io/interceptionMode: TPROXY and sidecar.istio.io/capNetBindService, and write seccompProfile: { type: RuntimeDefault } into the pod's securityContext",
        isKnown ? "error" : "warning",
      );
    }
  },
};
