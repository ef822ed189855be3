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
spec: { selector: { app: web }, ports: [{ name: http, port: 80 }] }
---`;

const second = (transport: string) => `${DEPLOYMENT}
apiVersion: v1
kind: Service
metadata: { name: web-too, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, protocol: ${transport} }] }
`;

export const twoProtocols: Check = {
  id: "IST0116",
  severity: "warning",
  demands: "The Services of a Deployment carry one protocol on a port.",
  why: "A sidecar has one listener for a port and cannot serve two protocols with it.",
  bad: second("UDP"),
  says: "got port 80 with TCP, UDP from shop/web, shop/web-too, expected one protocol on the port",
  fix: "give the Services the same protocol there, or another port",
  good: second("TCP"),
  run: (index, report) => {
    for (const { workload, ports } of servedDeployments(index))
      for (const [port, all] of grouped(ports, (one) => String(one.port))) {
        const protocols = ordered(all.map(({ transport }) => transport));
        if (protocols.length < 2) continue;
        const services = ordered(all.map(({ service }) => service));
        report(
          workload.manifest,
          [...workload.path, "metadata", "labels"],
          `got port ${port} with ${protocols.join(", ")} from ${services.join(", ")}, expected one protocol on the port`,
        );
      }
  },
};
