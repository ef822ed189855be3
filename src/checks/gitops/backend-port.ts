import { fieldsOf, listOf, numberOf, textOf } from "../../manifests/fields";
import { findIn } from "../../manifests/gateway-hosts";
import { specOf } from "../../manifests/metadata";
import type { Check } from "../check";
import { backendsOf } from "./backends";
import { listed } from "./called";

const ingress = (port: number) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop, namespace: shop }
spec:
  defaultBackend: { service: { name: web, port: { number: ${String(port)} } } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { ports: [{ name: http, port: 80, targetPort: 8080 }] }
`;

export const backendPort: Check = {
  id: "gitops/backend-port",
  severity: "error",
  demands: "The port of a backend is one of its Service.",
  why: "The Ingress or route has nowhere to send traffic to otherwise: target ports and container ports do not count.",
  bad: ingress(8080),
  says: "got port 8080, which Service shop/web does not have, expected one of 80 (http)",
  good: ingress(80),
  run: (index, report) => {
    for (const backend of backendsOf(index)) {
      const { manifest, namespace, service, port, portPath } = backend;
      // The AWS controller reads an annotation in the place of such a port.
      if (port === undefined || port === "use-annotation") continue;
      const found = findIn(index, "/Service", namespace, service);
      if (!found) continue;
      const spec = specOf(found);
      const ports = listOf(spec["ports"]).map(fieldsOf);
      if (ports.length === 0 || spec["type"] === "ExternalName") continue;
      const has = ports.some(({ name, port: number }) =>
        typeof port === "number" ? numberOf(number) === port : name === port,
      );
      if (has) continue;
      const known = ports.map(({ name, port: number }) =>
        textOf(name) === ""
          ? String(numberOf(number) ?? 0)
          : `${String(numberOf(number) ?? 0)} (${textOf(name)})`,
      );
      report(
        manifest,
        portPath,
        `got port ${String(port)}, which Service ${namespace}/${service} does not have, expected one of ${listed(known, 5)}`,
        "write a port of the Service",
      );
    }
  },
};
