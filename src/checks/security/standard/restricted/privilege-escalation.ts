import { inContainers } from "../fault";
import type { Requirement } from "./requirement";

export const privilegeEscalation: Requirement = {
  control: (pod, minor) =>
    pod.isWindows && minor >= 25
      ? []
      : inContainers(pod, ({ security }) =>
          security["allowPrivilegeEscalation"] === false
            ? []
            : [
                {
                  what: "no allowPrivilegeEscalation: false",
                  at: ["securityContext", "allowPrivilegeEscalation"],
                },
              ],
        ),
  where: "container",
  write: "allowPrivilegeEscalation: false",
};
