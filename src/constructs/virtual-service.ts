import type {
  VirtualServiceSpec,
  VirtualServiceSpecHttp,
  VirtualServiceSpecHttpMatch,
  VirtualServiceSpecHttpRoute,
} from "../../imports/networking.istio.io";
import { isHttp } from "../mesh/port";
import type { Route } from "../mesh/route";
import { subsetOf } from "../mesh/route";

/**
 * The routes of one service, most particular first: the canary's header, then
 * the split by weight. A port is named only where there are several.
 */
export function virtualServiceSpec(
  route: Route,
  host: string,
): VirtualServiceSpec {
  const { ports, ingress, canary } = route;
  const several = ports.length > 1;
  const http = ports.filter(({ protocol }) => isHttp(protocol));
  const apart = several && ingress !== undefined;
  const inside = http.flatMap(({ port }) =>
    httpRoutes(
      route,
      host,
      {
        ...(several && { port }),
        ...(apart && { gateways: ["mesh"] }),
      },
      several ? port : undefined,
    ),
  );
  const outside = apart
    ? httpRoutes(route, host, { gateways: [ingress.gateway] }, ingress.port)
    : [];
  const tcp = canary ? ports.filter(({ protocol }) => !isHttp(protocol)) : [];
  return {
    hosts: [host, ...(ingress?.hosts ?? [])],
    ...(ingress && { gateways: ["mesh", ingress.gateway] }),
    ...(http.length > 0 && { http: [...inside, ...outside] }),
    ...(tcp.length > 0 && {
      tcp: tcp.map(({ port }) => ({
        ...(several && { match: [{ port }] }),
        route: split(route, host, several ? port : undefined),
      })),
    }),
  };
}

function httpRoutes(
  route: Route,
  host: string,
  match: VirtualServiceSpecHttpMatch,
  port: number | undefined,
): readonly VirtualServiceSpecHttp[] {
  const { canary, timeout, retries } = route;
  const common = {
    ...(timeout !== undefined && { timeout }),
    ...(retries && { retries }),
  };
  const suffix = [
    match.gateways?.[0] === "mesh" ? undefined : match.gateways?.[0],
    match.port,
  ]
    .filter((part) => part !== undefined)
    .map((part) => `-${part}`)
    .join("");
  const byWeight = {
    name: `${canary ? "weight" : "default"}${suffix}`,
    ...(Object.keys(match).length > 0 && { match: [match] }),
    route: split(route, host, port),
    ...common,
  };
  if (!canary?.header) return [byWeight];
  return [
    {
      name: `header${suffix}`,
      match: [{ ...match, headers: canary.header }],
      route: [
        {
          destination: destination(
            host,
            subsetOf(route, canary.version).name,
            port,
          ),
        },
      ],
      ...common,
    },
    byWeight,
  ];
}

function split(
  route: Route,
  host: string,
  port: number | undefined,
): VirtualServiceSpecHttpRoute[] {
  const { stable, canary } = route;
  if (!canary) return [{ destination: destination(host, undefined, port) }];
  return [
    {
      destination: destination(host, subsetOf(route, stable).name, port),
      weight: 100 - canary.weight,
    },
    {
      destination: destination(
        host,
        subsetOf(route, canary.version).name,
        port,
      ),
      weight: canary.weight,
    },
  ];
}

function destination(
  host: string,
  subset: string | undefined,
  port: number | undefined,
): VirtualServiceSpecHttpRoute["destination"] & object {
  return {
    host,
    ...(subset !== undefined && { subset }),
    ...(port !== undefined && { port: { number: port } }),
  };
}
