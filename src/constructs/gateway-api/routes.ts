import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import { ingressRouteName, routeKind, routeName } from "../../mesh/gateway-api";
import type { Ingress } from "../../mesh/ingress";
import type { Port } from "../../mesh/port";
import { isHttp } from "../../mesh/port";
import type { Route } from "../../mesh/route";
import { addIngressGateway, gatewayParent } from "./gateway";
import { API_VERSION } from "./group";
import { rulesOf } from "./rules";
import { addVersionServices } from "./version-services";

/**
 * A service's routes by the Gateway API: a Service a version, then a route a
 * port, bound to the Service that callers call, as the GAMMA initiative has it
 * (https://gateway-api.sigs.k8s.io/mesh/). A route names a version's Service
 * where a VirtualService names a subset.
 *
 *     web-app with the canary v2 at 10 %
 *     => Service web-app-v1, Service web-app-v2
 *     => HTTPRoute web-app    90 % to web-app-v1, 10 % to web-app-v2
 */
export function addGatewayApiRoutes(
  scope: Construct,
  name: string,
  route: Route,
): void {
  const { ports, ingress } = route;
  addVersionServices(scope, name, route);
  const http = ports.filter(({ protocol }) => isHttp(protocol));
  for (const port of http)
    addRoute(scope, routeName(name, port, ports), port, {
      app: name,
      spec: {
        parentRefs: [{ group: "", kind: "Service", name, port: port.port }],
        rules: rulesOf(route, name, port),
      },
    });
  if (ingress) addIngress(scope, name, route, ingress);
}

function addIngress(
  scope: Construct,
  name: string,
  route: Route,
  ingress: Ingress,
): void {
  if (ingress.own) addIngressGateway(scope, name, ingress.hosts, ingress.own);
  for (const port of route.ports)
    if (port.port === ingress.port)
      addRoute(scope, ingressRouteName(name), port, {
        app: name,
        spec: {
          parentRefs: [gatewayParent(ingress)],
          hostnames: [...ingress.hosts],
          rules: rulesOf(route, name, port),
        },
      });
}

function addRoute(
  scope: Construct,
  name: string,
  port: Port,
  { app, spec }: { readonly app: string; readonly spec: object },
): void {
  const kind = routeKind(port);
  new ApiObject(scope, `${kind}-${name}`, {
    apiVersion: API_VERSION,
    kind,
    metadata: { name, labels: { app } },
    spec,
  });
}
