import type { Index } from "../../../manifests/index-of";
import type { Workload } from "../../../manifests/workloads";
import { addedCapabilities } from "../standard/capabilities";
import type { Control, Fault } from "../standard/fault";
import { enforcedBy, type Demand } from "../standard/policy";
import { privilegedContainers } from "../standard/privileged";
import { securedPod, securedPods, withoutInjected } from "../standard/pod";
import { lacking } from "../standard/restricted/requirements";
import {
  NO_PROFILE,
  seccompProfile,
} from "../standard/restricted/seccomp-profile";
import { injectedInto } from "./injected";
import { installedIstio } from "./installed";

/** A workload whose pods its namespace refuses for what injection adds to them. */
export interface Refusal {
  readonly workload: Workload;
  readonly demand: Demand;
  readonly faults: readonly Fault[];
}

const BASELINE: readonly Control[] = [addedCapabilities, privilegedContainers];

const known = new WeakMap<Index, readonly Refusal[]>();

export function refusalsOf(index: Index): readonly Refusal[] {
  const found = known.get(index) ?? read(index);
  known.set(index, found);
  return found;
}

function read(index: Index): readonly Refusal[] {
  const istio = installedIstio(index);
  return securedPods(index).flatMap(({ workload }) => {
    const demand = enforcedBy(index, workload.namespace);
    if (!demand) return [];
    const pod = injectedInto(index, workload, istio);
    if (!pod) return [];
    const isTold =
      seccompProfile.control(
        withoutInjected(securedPod(workload)),
        demand.minor,
      ).length > 0;
    const controls =
      demand.level === "restricted" ? [...BASELINE, lacking] : BASELINE;
    const faults = controls
      .flatMap((control) => control(pod, demand.minor))
      // What the pod's own context says is told where the pod is judged.
      .filter(({ container }) => container !== undefined)
      .filter(({ what }) => !(isTold && what === NO_PROFILE));
    return faults.length === 0 ? [] : [{ workload, demand, faults }];
  });
}

/** Whether it is the init container that sets up redirection, which istio-cni replaces. */
export function isInit({ container }: Fault): boolean {
  return container === "istio-init";
}
