import { fieldsOf, listOf } from "../../../../manifests/fields";
import { inContainers } from "../fault";
import type { Requirement } from "./requirement";

/** Since Kubernetes 1.22. */
export const dropCapabilities: Requirement = {
  control: (pod, minor) =>
    minor < 22 || (pod.isWindows && minor >= 25)
      ? []
      : inContainers(pod, ({ security }) =>
          listOf(fieldsOf(security["capabilities"])["drop"]).includes("ALL")
            ? []
            : [
                {
                  what: "no capabilities.drop: [ALL]",
                  at: ["securityContext", "capabilities"],
                },
              ],
        ),
  where: "container",
  write: "capabilities: { drop: [ALL] }",
};
