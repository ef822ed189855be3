import type { Check } from "../../check";
import { podOf } from "./example";
import { inContainers, type Control } from "./fault";
import { reportFaults } from "./report-faults";

/** https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline */
export const privilegedContainers: Control = (pod) =>
  inContainers(pod, ({ security }) =>
    security["privileged"] === true
      ? [{ what: "privileged: true", at: ["securityContext", "privileged"] }]
      : [],
  );

export const privileged: Check = {
  id: "security/privileged",
  severity: "warning",
  demands: "No container is privileged.",
  why: "A privileged container is root on its node: whoever gets into it has the node, and with it every pod there.",
  bad: podOf("securityContext: { privileged: true }"),
  says: 'got privileged: true on the container "web", expected a container without privileges on the node',
  good: podOf("securityContext: { privileged: false }"),
  run: (index, report) => {
    reportFaults(
      index,
      report,
      privilegedContainers,
      "a container without privileges on the node",
      "remove privileged; give the one capability or device that the program needs",
    );
  },
};
