import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import { redirectRouteName } from "../../mesh/gateway-api";
import type { Ingress } from "../../mesh/ingress";
import { API_VERSION } from "./group";

/**
 * A Gateway whose pods Istio makes in the service's namespace: plain HTTP, or
 * HTTPS with plain HTTP redirected to it by a route of its own.
 */
export function addIngressGateway(
  scope: Construct,
  name: string,
  hosts: readonly string[],
  { credentialName }: NonNullable<Ingress["own"]>,
): void {
  const labels = { app: name };
  const http = { name: "http", port: 80, protocol: "HTTP" };
  new ApiObject(scope, "Gateway", {
    apiVersion: API_VERSION,
    kind: "Gateway",
    metadata: { name, labels },
    spec: {
      gatewayClassName: "istio",
      listeners:
        credentialName === undefined
          ? [http]
          : [
              http,
              {
                name: "https",
                port: 443,
                protocol: "HTTPS",
                tls: {
                  mode: "Terminate",
                  certificateRefs: [{ name: credentialName }],
                },
              },
            ],
    },
  });
  if (credentialName !== undefined)
    new ApiObject(scope, "Redirect", {
      apiVersion: API_VERSION,
      kind: "HTTPRoute",
      metadata: { name: redirectRouteName(name), labels },
      spec: {
        parentRefs: [{ name, sectionName: "http" }],
        hostnames: [...hosts],
        rules: [
          {
            filters: [
              {
                type: "RequestRedirect",
                requestRedirect: { scheme: "https", statusCode: 301 },
              },
            ],
          },
        ],
      },
    });
}

/** The Gateway that outside requests come through, as a route names it. */
export function gatewayParent({ gateway, own }: Ingress): object {
  const [namespace, name] = gateway.split("/");
  return {
    name: name ?? gateway,
    ...(name !== undefined && { namespace }),
    ...(own?.credentialName !== undefined && { sectionName: "https" }),
  };
}
