import { grouped } from "../../manifests/grouped";
import type { Check } from "../check";
import { ordered } from "./quote";
import { servedDeployments } from "./services-of";

const DEPLOYMENT = `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio-injection: enabled } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: { metadata: { labels: { app: web } }, spec: { containers: [] } } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
---`;

const second = (target: number) => `${DEPLOYMENT}
apiVersion: v1
kind: Service
metadata: { name: web-too, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 81, targetPort: ${String(target)} }] }
`;

export const twoPortsOneTarget: Check = {
  id: "IST0137",
  severity: "warning",
  demands: "The Services of a Deployment reach a target port by one port.",
  why: "A sidecar has one inbound listener for a target port; traffic of the second Service port is told for that of the first.",
  bad: second(8080),
  says: "got the target port 8080 behind the ports 80, 81 of shop/web, shop/web-too, expected one port",
  fix: "give the Services the same port; Istio keeps one listener for a target port",
  good: second(8081),
  run: (index, report) => {
    for (const { workload, ports } of servedDeployments(index))
      for (const [target, all] of grouped(ports, (one) => one.targetPort)) {
        const numbers = ordered(all.map(({ port }) => String(port)));
        if (numbers.length < 2) continue;
        const services = ordered(all.map(({ service }) => service));
        report(
          workload.manifest,
          [...workload.path, "metadata", "labels"],
          `got the target port ${target} behind the ports ${numbers.join(", ")} of ${services.join(", ")}, expected one port`,
        );
      }
  },
};
