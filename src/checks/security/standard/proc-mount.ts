import { isSet } from "../../../manifests/fields";
import type { Check } from "../../check";
import { podOf } from "./example";
import { inContainers, type Control } from "./fault";
import { reportFaults } from "./report-faults";
import { show } from "../../../problems/place";

/** Since 1.35 a pod with users of its own may, as it must for containers in containers. */
export const unmaskedProc: Control = (pod, minor) =>
  pod.hasOwnUsers && minor >= 35 ? [] : unmasked(pod, minor);

/** Whoever has another procMount than the usual one. */
export const unmasked: Control = (pod) =>
  inContainers(pod, ({ security: { procMount: mount } }) =>
    isSet(mount) && mount !== "Default"
      ? [
          {
            what: `procMount: ${show(mount)}`,
            at: ["securityContext", "procMount"],
          },
        ]
      : [],
  );

export const procMount: Check = {
  id: "security/proc-mount",
  severity: "warning",
  demands: "A container's /proc stays masked.",
  why: "Unmasked, /proc shows and changes settings of the node's kernel.",
  bad: podOf("securityContext: { procMount: Unmasked }"),
  says: 'got procMount: "Unmasked" on the container "web", expected Default',
  good: podOf("securityContext: { procMount: Default }"),
  run: (index, report) => {
    reportFaults(
      index,
      report,
      unmaskedProc,
      "Default",
      "remove procMount, or give the pod hostUsers: false",
    );
  },
};
