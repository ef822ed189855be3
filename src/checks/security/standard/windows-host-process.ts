import { fieldsOf } from "../../../manifests/fields";
import type { Check } from "../../check";
import { podOf } from "./example";
import { inContexts, type Control } from "./fault";
import { reportFaults } from "./report-faults";

/** A pod's own context says it for all of its containers. */
export const hostProcesses: Control = (pod) =>
  inContexts(pod, "windowsOptions", (options) =>
    fieldsOf(options)["hostProcess"] === true
      ? ["windowsOptions.hostProcess: true"]
      : [],
  );

export const windowsHostProcess: Check = {
  id: "security/windows-host-process",
  severity: "warning",
  demands: "No container of Windows is a process of its node.",
  why: "A HostProcess container is the node's administrator.",
  bad: podOf("securityContext: { windowsOptions: { hostProcess: true } }"),
  says: 'got windowsOptions.hostProcess: true on the container "web", expected a container of its own',
  good: podOf(
    "securityContext: { windowsOptions: { runAsUserName: ContainerUser } }",
  ),
  run: (index, report) => {
    reportFaults(
      index,
      report,
      hostProcesses,
      "a container of its own",
      "remove hostProcess",
    );
  },
};
