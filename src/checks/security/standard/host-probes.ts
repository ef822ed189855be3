import { down, textOf } from "../../../manifests/fields";
import type { Check } from "../../check";
import { podOf } from "./example";
import { inContainers, type Control } from "./fault";
import { reportFaults } from "./report-faults";

/** Since Kubernetes 1.34. */
export const foreignProbes: Control = (pod, minor) =>
  minor < 34
    ? []
    : inContainers(pod, ({ fields }) =>
        HANDLERS.flatMap((handler) => {
          const at = [...handler, "host"];
          const host = textOf(down(fields, ...at));
          return host === ""
            ? []
            : [{ what: `${at.join(".")} ${JSON.stringify(host)}`, at }];
        }),
      );

const HANDLERS: readonly (readonly string[])[] = [
  ["livenessProbe"],
  ["readinessProbe"],
  ["startupProbe"],
  ["lifecycle", "postStart"],
  ["lifecycle", "preStop"],
].flatMap((handler) => [
  [...handler, "httpGet"],
  [...handler, "tcpSocket"],
]);

export const hostProbes: Check = {
  id: "security/host-probes",
  severity: "warning",
  demands: "Probes and lifecycle hooks ask their own pod.",
  why: "With a host of their own they make the kubelet call any address that the node reaches, whatever NetworkPolicies say.",
  bad: podOf(
    "readinessProbe: { httpGet: { path: /, port: 80, host: 10.0.0.1 } }",
  ),
  says: 'got readinessProbe.httpGet.host "10.0.0.1" on the container "web", expected none',
  good: podOf("readinessProbe: { httpGet: { path: /, port: 80 } }"),
  run: (index, report) => {
    reportFaults(
      index,
      report,
      foreignProbes,
      "none",
      "remove host: the pod itself is asked then",
    );
  },
};
