import { inContainers } from "../fault";
import type { Requirement } from "./requirement";

/** A container may leave it to the pod; whoever says false is told so either way. */
export const runAsNonRoot: Requirement = {
  control: (pod, minor) => {
    if (pod.hasOwnUsers && minor >= 35) return [];
    const at = ["securityContext", "runAsNonRoot"];
    const own = pod.security["runAsNonRoot"];
    return [
      ...(own === false
        ? [{ what: "runAsNonRoot: false", path: [...pod.specPath, ...at] }]
        : []),
      ...inContainers(pod, ({ security }) => {
        const value = security["runAsNonRoot"];
        if (value === false) return [{ what: "runAsNonRoot: false", at }];
        return value === true || typeof own === "boolean"
          ? []
          : [{ what: "no runAsNonRoot: true", at }];
      }),
    ];
  },
  where: "pod",
  write: "runAsNonRoot: true",
  needs: "the image must name a user that is not root, or runAsUser give one",
};
