import { fieldsOf, listOf, numberOf } from "../../../manifests/fields";
import type { Check } from "../../check";
import { podOf } from "./example";
import { inContainers, type Control } from "./fault";
import { reportFaults } from "./report-faults";

/** A hostPort of 0 is none. */
export const takenPorts: Control = (pod) =>
  inContainers(pod, ({ fields }) =>
    listOf(fields["ports"]).flatMap((port, at) => {
      const taken = numberOf(fieldsOf(port)["hostPort"]) ?? 0;
      return taken === 0
        ? []
        : [{ what: `hostPort ${taken}`, at: ["ports", at, "hostPort"] }];
    }),
  );

export const hostPorts: Check = {
  id: "security/host-ports",
  severity: "warning",
  demands: "No container takes a port of its node.",
  why: "One pod a node can have the port, and the traffic to it passes by Services, NetworkPolicies and, from outside, the mesh.",
  bad: podOf("ports: [{ containerPort: 8080, hostPort: 80 }]"),
  says: 'got hostPort 80 on the container "web", expected a containerPort alone',
  good: podOf("ports: [{ containerPort: 8080 }]"),
  run: (index, report) => {
    reportFaults(
      index,
      report,
      takenPorts,
      "a containerPort alone",
      "remove hostPort; a Service or a gateway makes the port reachable",
    );
  },
};
