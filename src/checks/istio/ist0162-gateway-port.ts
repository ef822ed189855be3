import {
  down,
  fieldsOf,
  isSet,
  labelsOf,
  listOf,
  numberOf,
  textOf,
} from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import { specOf } from "../../manifests/metadata";
import { podsOf, servicesOf } from "../../manifests/selected";
import { selectorText } from "../../manifests/selector";
import type { Workload } from "../../manifests/workloads";
import type { Check } from "../check";
import { GATEWAY } from "./kinds";

const serving = (port: number) => `
apiVersion: v1
kind: Pod
metadata: { name: gateway, namespace: shop, labels: { app: gateway } }
---
apiVersion: v1
kind: Service
metadata: { name: gateway, namespace: shop }
spec: { selector: { app: gateway }, ports: [{ name: http2, port: 80, targetPort: 8080 }] }
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: web, namespace: shop }
spec:
  selector: { app: gateway }
  servers: [{ hosts: ["*"], port: { number: ${String(port)}, name: http, protocol: HTTP } }]
`;

export const gatewayPort: Check = {
  id: "IST0162",
  severity: "warning",
  demands: "A Gateway's port is one of the Service of its pods.",
  why: "Traffic reaches the pods through their Service, which does not pass on other ports.",
  bad: serving(8443),
  says: "got port 8443, expected one that a Service of the pods app=gateway passes on: 80, 8080",
  fix: "write a port of the gateway's Service, or add the port to it",
  good: serving(80),
  run: (index, report) => {
    const pods = podsOf(index);
    for (const manifest of index.kind(GATEWAY)) {
      const spec = specOf(manifest);
      const selector = labelsOf(spec["selector"]);
      const selected = pods.anywhere(selector);
      if (selected.length === 0) continue;
      const ports = new Set(
        selected.flatMap((workload) => portsOf(index, workload)),
      );
      listOf(spec["servers"]).forEach((server, i) => {
        if (!isSet(fieldsOf(server)["port"])) return;
        const number = numberOf(down(server, "port", "number")) ?? 0;
        if (ports.has(number)) return;
        const known = [...ports].sort((a, b) => a - b).join(", ") || "none";
        report(
          manifest,
          ["spec", "servers", i, "port", "number"],
          `got port ${String(number)}, expected one that a Service of the pods ${selectorText(selector)} passes on: ${known}`,
        );
      });
    }
  },
};

/** The ports, and the target ports, by which Services reach a workload. */
function portsOf(index: Index, workload: Workload): readonly number[] {
  return servicesOf(index, workload).flatMap((manifest) =>
    listOf(specOf(manifest)["ports"]).flatMap((entry) => {
      const { port, protocol, targetPort } = fieldsOf(entry);
      if ((textOf(protocol) || "TCP") !== "TCP") return [];
      const numbers = [numberOf(port), numberOf(targetPort)];
      return numbers.flatMap((number) => (number ? [number] : []));
    }),
  );
}
