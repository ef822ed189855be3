import type { Check } from "../../check";
import { podOf } from "./example";
import type { Control } from "./fault";
import { reportFaults } from "./report-faults";

/** Also what a mesh cannot see: a pod of the node's network is not redirected. */
export const sharedNamespaces: Control = ({ workload, specPath }) =>
  ["hostNetwork", "hostPID", "hostIPC"]
    .filter((field) => workload.spec[field] === true)
    .map((field) => ({ what: `${field}: true`, path: [...specPath, field] }));

export const hostNamespaces: Check = {
  id: "security/host-namespaces",
  severity: "warning",
  demands: "No pod shares its node's network, processes or IPC.",
  why: "Such a pod sees the traffic and the processes of everything on its node; with hostNetwork it has no sidecar either.",
  bad: podOf("", "hostNetwork: true"),
  says: "got hostNetwork: true on the pod, expected a pod with namespaces of its own",
  good: podOf("", "hostNetwork: false"),
  run: (index, report) => {
    reportFaults(
      index,
      report,
      sharedNamespaces,
      "a pod with namespaces of its own",
      "remove the field; a Service or a NodePort makes a pod reachable",
    );
  },
};
