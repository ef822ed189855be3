import type { Construct } from "constructs";
import {
  Gateway,
  GatewaySpecServersTlsMode,
} from "../../imports/networking.istio.io";
import type { Ingress } from "../mesh/ingress";

/**
 * A Gateway for a service's hosts: plain HTTP, or HTTPS with plain HTTP
 * redirected to it.
 */
export function addGateway(
  scope: Construct,
  name: string,
  hosts: readonly string[],
  { selector, credentialName }: NonNullable<Ingress["own"]>,
): void {
  const http = { number: 80, name: "http", protocol: "HTTP" };
  new Gateway(scope, "Gateway", {
    metadata: { name, labels: { app: name } },
    spec: {
      selector,
      servers:
        credentialName === undefined
          ? [{ hosts: [...hosts], port: http }]
          : [
              { hosts: [...hosts], port: http, tls: { httpsRedirect: true } },
              {
                hosts: [...hosts],
                port: { number: 443, name: "https", protocol: "HTTPS" },
                tls: { mode: GatewaySpecServersTlsMode.SIMPLE, credentialName },
              },
            ],
    },
  });
}
