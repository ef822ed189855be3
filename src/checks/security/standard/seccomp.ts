import { fieldsOf } from "../../../manifests/fields";
import type { Check } from "../../check";
import { podOf } from "./example";
import { inContexts, type Control } from "./fault";
import { reportFaults } from "./report-faults";
import { show } from "../../../problems/place";

/** Since Kubernetes 1.19, which has the field. */
export const openSeccomp: Control = (pod, minor) =>
  minor < 19
    ? []
    : inContexts(pod, "seccompProfile", (profile) => {
        const { type } = fieldsOf(profile);
        return isProfile(type) ? [] : [`the seccomp profile ${show(type)}`];
      });

/** What a profile may be: the same names serve seccomp and AppArmor. */
export function isProfile(type: unknown): boolean {
  return type === "RuntimeDefault" || type === "Localhost";
}

export const seccomp: Check = {
  id: "security/seccomp",
  severity: "warning",
  demands: "The runtime's filter of system calls is not taken away.",
  why: "Unconfined, a container may make every system call that the kernel has, and use every mistake in them.",
  bad: podOf("securityContext: { seccompProfile: { type: Unconfined } }"),
  says: 'got the seccomp profile "Unconfined" on the container "web", expected RuntimeDefault or Localhost',
  good: podOf("securityContext: { seccompProfile: { type: RuntimeDefault } }"),
  run: (index, report) => {
    reportFaults(
      index,
      report,
      openSeccomp,
      "RuntimeDefault or Localhost",
      "write seccompProfile: { type: RuntimeDefault }",
    );
  },
};
