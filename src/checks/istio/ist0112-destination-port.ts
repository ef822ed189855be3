import { destinationsOf } from "../../manifests/destinations";
import { textsOf } from "../../manifests/fields";
import { knownHosts } from "../../manifests/known-hosts";
import { namespaceOf, specOf } from "../../manifests/metadata";
import type { Check } from "../check";
import { VIRTUAL_SERVICE } from "./kinds";

const SERVICE = `
apiVersion: v1
kind: Service
metadata: { name: reviews, namespace: shop }
spec: { ports: [{ name: http, port: 80 }, { name: http-admin, port: 81 }] }
---`;

const route = (destination: string) => `${SERVICE}
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: reviews, namespace: shop }
spec:
  hosts: [reviews]
  http: [{ route: [{ destination: ${destination} }] }]
`;

export const destinationPort: Check = {
  id: "IST0112",
  severity: "error",
  demands: "A route to a Service with several ports names one.",
  why: "Istio cannot tell which of the ports is meant, and the route is left out.",
  bad: route("{ host: reviews }"),
  says: 'got the destination "reviews" without a port, expected one of 80, 81',
  fix: "add port: { number: … } to the destination",
  good: route("{ host: reviews, port: { number: 80 } }"),
  run: (index, report) => {
    const find = knownHosts(index);
    for (const manifest of index.kind(VIRTUAL_SERVICE)) {
      const exportTo = textsOf(specOf(manifest)["exportTo"]);
      for (const { host, port, path } of destinationsOf(manifest)) {
        const known = find(namespaceOf(manifest), exportTo, host);
        if (port !== undefined || (known?.ports.length ?? 0) < 2) continue;
        report(
          manifest,
          path,
          `got the destination ${JSON.stringify(host)} without a port, expected one of ${(known?.ports ?? []).join(", ")}`,
        );
      }
    }
  },
};
