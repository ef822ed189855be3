import { fieldsOf, listOf, numberOf, textOf } from "../../manifests/fields";
import type { Manifest } from "../../manifests/manifest";
import { specOf } from "../../manifests/metadata";
import { containersOf } from "../../manifests/workloads";
import type { Workload } from "../../manifests/workloads";
import { podsBehind } from "./pods";
import type { StepCheck } from "./step-check";

const pods = (...ports: readonly number[]) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "web:1", ports: [${ports.map((port) => `{containerPort: ${port}}`).join(", ")}]}]}
---
`;
const to = (target: number) => `apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: ${target}}]}
---
`;

export const targetPort: StepCheck = {
  id: "step/target-port",
  demands:
    "A Service leads to a port that its pods have before and after a step.",
  why: "A Service changes in a moment, its pods one after the other: those that are still the old ones do not listen on the new port.",
  old: pods(8080) + to(8080),
  new: pods(9090) + to(9090),
  says: "got port 80 of Service web to lead to 9090 instead of 8080, and no pod has that port before and after, expected both for this step",
  safe: [
    pods(8080, 9090) + to(8080),
    pods(8080, 9090) + to(9090),
    pods(9090) + to(9090),
  ],
  order: [
    "let the pods listen on both ports, and say both",
    "when all of them do, let the Service lead to the new one",
    "let the pods listen on the new one alone",
  ],
  run: ({ before, after }, refuse) => {
    for (const now of after.kind("/Service")) {
      const { name, namespace = "" } = now.identity;
      const old = before.find("/Service", namespace, name);
      if (!old) continue;
      const sides = [
        podsBehind(before, old, {}).filter(saysPorts),
        podsBehind(after, now, {}).filter(saysPorts),
      ];
      if (sides.some((pods) => pods.length === 0)) continue;
      const olds = targets(old);
      for (const [port, is] of targets(now)) {
        const was = olds.get(port);
        if (was === undefined) continue;
        const open = (target: string) =>
          sides.every((pods) => pods.some((pod) => listens(pod, target)));
        // Where no pod says that port at all, its ports are not all written.
        const known = (target: string) =>
          sides.some((pods) => pods.some((pod) => listens(pod, target)));
        if (!known(was) || !known(is) || (open(was) && open(is))) continue;
        refuse(
          now,
          was === is
            ? `got pods of Service ${name} that lose port ${is}, to which its port ${port} leads, expected it to stay for this step`
            : `got port ${port} of Service ${name} to lead to ${is} instead of ${was}, and no pod has that port before and after, expected both for this step`,
        );
      }
    }
  },
};

function targets(service: Manifest): ReadonlyMap<number, string> {
  return new Map(
    listOf(specOf(service)["ports"]).map((entry) => {
      const { port, targetPort } = fieldsOf(entry);
      const target = textOf(targetPort) || `${numberOf(targetPort ?? port)}`;
      return [numberOf(port) ?? 0, target] as const;
    }),
  );
}

function portsOf(pod: Workload) {
  return containersOf(pod, "containers", "initContainers").flatMap(
    ({ ports }) => listOf(ports).map(fieldsOf),
  );
}

function saysPorts(pod: Workload): boolean {
  return portsOf(pod).length > 0;
}

function listens(pod: Workload, target: string): boolean {
  return portsOf(pod).some(
    ({ name, containerPort }) =>
      name === target || `${numberOf(containerPort)}` === target,
  );
}
