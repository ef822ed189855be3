import type { Check } from "../../check";
import { faultsText } from "../standard/fault";
import { NO_PROFILE } from "../standard/restricted/seccomp-profile";
import { enforcing, WITH_CNI } from "./example";
import { installedIstio } from "./installed";
import { isInit, refusalsOf } from "./refusals";

const shop = (container: string, pod: string) =>
  enforcing(
    "restricted",
    `securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] }${container} }`,
    `securityContext: { runAsNonRoot: true${pod} }`,
    WITH_CNI,
  );

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
