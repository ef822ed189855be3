import { portNames } from "../../manifests/container-ports";
import { down, fieldsOf, listOf, textOf } from "../../manifests/fields";
import type { Path } from "../../manifests/manifest";
import { workloadsOf } from "../../manifests/workloads";
import type { Check } from "../check";
import { podYaml } from "./example";

const pod = (port: string) =>
  podYaml(`ports: [{ name: http, containerPort: 8080 }]
      readinessProbe: { httpGet: { path: /ready, port: ${port} } }`);

/** Where a container asks itself. */
const HANDLERS: readonly Path[] = [
  ["livenessProbe"],
  ["readinessProbe"],
  ["startupProbe"],
  ["lifecycle", "postStart"],
  ["lifecycle", "preStop"],
].flatMap((path) => [
  [...path, "httpGet", "port"],
  [...path, "tcpSocket", "port"],
]);

export const probePort: Check = {
  id: "gitops/probe-port",
  severity: "error",
  demands: "A probe's port name is that of a port of its container.",
  why: "The probe fails otherwise: the pod is never ready, or is restarted again and again.",
  bad: pod("web"),
  says: "got the port web, which container web does not name, expected one of http",
  good: pod("http"),
  run: (index, report) => {
    for (const { manifest, spec, path } of workloadsOf(index))
      for (const list of ["containers", "initContainers"])
        listOf(spec[list]).forEach((container, i) => {
          const ports = listOf(down(container, "ports"));
          for (const handler of HANDLERS) {
            const port = textOf(down(container, ...handler));
            if (!/[a-z]/i.test(port)) continue;
            if (ports.some((one) => fieldsOf(one)["name"] === port)) continue;
            report(
              manifest,
              [...path, "spec", list, i, ...handler],
              `got the port ${port}, which container ${textOf(down(container, "name"))} does not name, expected ${portNames(ports)}`,
              "write the name or the number of a port of this container",
            );
          }
        });
  },
};
