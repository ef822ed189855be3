import { fieldsOf, isSet, listOf } from "../../../manifests/fields";
import type { Check } from "../../check";
import { podOf } from "./example";
import type { Control } from "./fault";
import { reportFaults } from "./report-faults";

/** An empty hostPath counts, as the API server has it. */
export const hostPathVolumes: Control = ({ workload, specPath }) =>
  listOf(workload.spec["volumes"]).flatMap((volume, at) => {
    const { name, hostPath: path } = fieldsOf(volume);
    return isSet(path)
      ? [
          {
            what: `the hostPath volume ${JSON.stringify(name ?? "")}`,
            path: [...specPath, "volumes", at, "hostPath"],
          },
        ]
      : [];
  });

export const hostPath: Check = {
  id: "security/host-path",
  severity: "warning",
  demands: "No volume is a path of the node.",
  why: "What is written there changes the node, and what is read there is the node's: a container runtime's socket there is root on the node.",
  bad: podOf(
    "",
    "volumes: [{ name: docker, hostPath: { path: /var/run/docker.sock } }]",
  ),
  says: 'got the hostPath volume "docker" on the pod, expected a volume that is not the node\'s',
  good: podOf("", "volumes: [{ name: docker, emptyDir: {} }]"),
  run: (index, report) => {
    reportFaults(
      index,
      report,
      hostPathVolumes,
      "a volume that is not the node's",
      "use emptyDir, a configMap, a projected volume or a persistentVolumeClaim",
    );
  },
};
