import { unmasked } from "../proc-mount";
import type { Requirement } from "./requirement";

/** Users of its own excuse a pod from the baseline alone, since Kubernetes 1.35. */
export const maskedProc: Requirement = {
  control: (pod, minor) =>
    pod.hasOwnUsers && minor >= 35 ? unmasked(pod, minor) : [],
  where: "",
  write: "remove procMount",
};
