import { isSet } from "../../../../manifests/fields";
import { inContainers } from "../fault";
import type { Requirement } from "./requirement";

export const NO_PROFILE = "no seccompProfile";

/** Since Kubernetes 1.19. On the pod it serves the sidecar too, which brings none. */
export const seccompProfile: Requirement = {
  control: (pod, minor) => {
    const isLeftOut = minor < 19 || (pod.isWindows && minor >= 25);
    if (isLeftOut || isSet(pod.security["seccompProfile"])) return [];
    return inContainers(pod, ({ security }) =>
      isSet(security["seccompProfile"])
        ? []
        : [{ what: NO_PROFILE, at: ["securityContext"] }],
    );
  },
  where: "pod",
  write: "seccompProfile: { type: RuntimeDefault }",
};
