import type { Place } from "../problems/place";
import type { FaultProps } from "./fault";
import type { IngressProps } from "./ingress";
import type { Port } from "./port";
import { isHttp } from "./port";
import type { RetryProps, Route } from "./route";

interface Asked {
  readonly canary?: object | undefined;
  readonly timeout?: string | undefined;
  readonly retries?: RetryProps | undefined;
  readonly fault?: FaultProps | undefined;
  readonly ingress?: IngressProps | undefined;
}

const STAY = 'leave it out, or keep Istio\'s own routes: routing: "istio"';

/** Whether a gRPC port is routed by a GRPCRoute; every other HTTP port by an HTTPRoute. */
export function isGrpc({ protocol }: Port): boolean {
  return protocol === "grpc";
}

export function routeKind(port: Port): "GRPCRoute" | "HTTPRoute" {
  return isGrpc(port) ? "GRPCRoute" : "HTTPRoute";
}

/** A route is named like its service; by its port too, where several have one. */
export function routeName(service: string, port: Port, all: readonly Port[]) {
  return all.filter(({ protocol }) => isHttp(protocol)).length > 1
    ? `${service}-${port.name}`
    : service;
}

/** The route of requests that come in through a gateway. */
export function ingressRouteName(service: string): string {
  return `${service}-ingress`;
}

/** The route that leads plain HTTP to HTTPS. */
export function redirectRouteName(service: string): string {
  return `${service}-redirect`;
}

/** All routes that are made for a service, as `HTTPRoute web-app`. */
export function routesOf(
  service: string,
  { routing, ports, ingress }: Route,
): readonly string[] {
  if (routing !== "gateway-api") return [];
  return [
    ...ports
      .filter(({ protocol }) => isHttp(protocol))
      .map((port) => `${routeKind(port)} ${routeName(service, port, ports)}`),
    ...ports
      .filter(({ port }) => port === ingress?.port)
      .map((port) => `${routeKind(port)} ${ingressRouteName(service)}`),
    ...(ingress?.own?.credentialName === undefined
      ? []
      : [`HTTPRoute ${redirectRouteName(service)}`]),
  ];
}

/**
 * Reports what the Gateway API's standard channel cannot say:
 * https://gateway-api.sigs.k8s.io/reference/spec/
 */
export function fitsGatewayApi(
  { canary, timeout, retries, fault, ingress }: Asked,
  ports: readonly Port[],
  at: Place,
): void {
  const calls = ports.find(isGrpc);
  if (retries)
    at.at("retries").error(
      "got retries, which no route of the Gateway API's standard channel has",
      STAY,
    );
  if (fault)
    at.at("fault").error(
      "got a fault, which no route of the Gateway API has",
      STAY,
    );
  if (timeout !== undefined && calls)
    at.at("timeout").error(
      `got a timeout, but port ${calls.port} speaks gRPC, and a GRPCRoute has none`,
      `let callers set deadlines; or ${STAY}`,
    );
  else if (timeout !== undefined && !DURATION.test(timeout))
    at.at("timeout").wrong(
      timeout,
      "a duration of whole numbers, as an HTTPRoute has it",
      'write "1500ms" for 1.5s',
    );
  if (canary) canaryFits(canary, ports, calls, at.at("canary"));
  if (ingress?.selector)
    at.at("ingress")
      .at("selector")
      .error(
        "got the labels of a gateway's pods, but Istio makes the pods of a Gateway API Gateway itself",
        "leave selector out, or name a Gateway that is there: gateway: namespace/name",
      );
}

/** https://gateway-api.sigs.k8s.io/geps/gep-2257/ */
const DURATION = /^(\d{1,5}(h|m|s|ms)){1,4}$/;

function canaryFits(
  canary: { readonly path?: unknown },
  ports: readonly Port[],
  calls: Port | undefined,
  at: Place,
): void {
  for (const { port, protocol } of ports)
    if (!isHttp(protocol))
      at.error(
        `port ${port} speaks ${protocol}, which the Gateway API's standard channel cannot split by weight`,
        'keep Istio\'s own routes for this service: routing: "istio"',
      );
  if (canary.path !== undefined && calls)
    at.at("path").error(
      `got a path match, but port ${calls.port} speaks gRPC, and a GRPCRoute has no paths`,
      "pick the canary's calls by a header",
    );
}
