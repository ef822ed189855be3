import { textsOf } from "../../manifests/fields";
import { findGateway, gatewayAdmits } from "../../manifests/gateway-hosts";
import { namespaceOf, specOf } from "../../manifests/metadata";
import type { Check } from "../check";
import { gatewayBindings } from "./gateway-bindings";
import { isInternalGateway } from "./internal-gateway";
import { quoted } from "./quote";

const through = (host: string) => `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: web, namespace: shop }
spec:
  selector: { istio: ingressgateway }
  servers: [{ hosts: ["*.example.com"], port: { number: 80, name: http, protocol: HTTP } }]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web, namespace: shop }
spec:
  hosts: [${host}]
  gateways: [web]
  http: [{ route: [{ destination: { host: web } }] }]
`;

export const hostNotInGateway: Check = {
  id: "IST0132",
  severity: "warning",
  demands:
    "A gateway lets in a host of each VirtualService that is bound to it.",
  why: "The gateway answers 404 for a host that none of its servers names.",
  bad: through("shop.example.org"),
  says: 'got the hosts "shop.example.org", expected one that the gateway "web" lets in from shop',
  good: through("shop.example.com"),
  run: (index, report) => {
    for (const { manifest, name, path } of gatewayBindings(index)) {
      if (isInternalGateway(name)) continue;
      const hosts = textsOf(specOf(manifest)["hosts"]);
      const namespace = namespaceOf(manifest);
      const gateway = findGateway(index, namespace, name);
      if (gateway && gatewayAdmits(gateway, hosts, namespace)) continue;
      report(
        manifest,
        path,
        `got the hosts ${quoted(hosts)}, expected one that the gateway ${JSON.stringify(name)} lets in from ${namespace}`,
        "add the host to a server of the gateway",
      );
    }
  },
};
