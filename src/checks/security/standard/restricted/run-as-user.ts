import { numberOf } from "../../../../manifests/fields";
import { inContexts } from "../fault";
import type { Requirement } from "./requirement";

/** Since Kubernetes 1.23. */
export const runAsUser: Requirement = {
  control: (pod, minor) =>
    minor < 23 || (pod.hasOwnUsers && minor >= 35)
      ? []
      : inContexts(pod, "runAsUser", (user) =>
          numberOf(user) === 0 ? ["runAsUser: 0"] : [],
        ),
  where: "",
  write: "run as another user than 0",
};
