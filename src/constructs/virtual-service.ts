import type {
  VirtualServiceSpec,
  VirtualServiceSpecHttp,
  VirtualServiceSpecHttpMatch,
  VirtualServiceSpecHttpRoute,
} from "../../imports/networking.istio.io";
import type { Match } from "../mesh/match";
import { isHttp } from "../mesh/port";
import type { Route } from "../mesh/route";
import { withFault } from "./fault";

/** Where the requests to a version go, or those to any. */
export type ToVersion = (version: string | undefined) => {
  readonly host: string;
  readonly subset?: string;
};

/** To the subset of a version's pods, in the one Service. */
export function toSubsets({ subsets }: Route, host: string): ToVersion {
  return (version) => {
    const subset = subsets.find((one) => one.version === version)?.name;
    return { host, ...(subset !== undefined && { subset }) };
  };
}

/**
 * The routes of one service, most particular first: the canary's header, then
 * the split by weight. A port is named only where there are several.
 */
export function virtualServiceSpec(
  route: Route,
  host: string,
  to: ToVersion = toSubsets(route, host),
): VirtualServiceSpec {
  const { ports, ingress, subsets } = route;
  const several = ports.length > 1;
  const http = ports.filter(({ protocol }) => isHttp(protocol));
  const apart = several && ingress !== undefined;
  const inside = http.flatMap(({ port }) =>
    httpRoutes(
      route,
      to,
      {
        ...(several && { port }),
        ...(apart && { gateways: ["mesh"] }),
      },
      several ? port : undefined,
    ),
  );
  const outside = apart
    ? httpRoutes(route, to, { gateways: [ingress.gateway] }, ingress.port)
    : [];
  const tcp =
    subsets.length > 0 ? ports.filter(({ protocol }) => !isHttp(protocol)) : [];
  return {
    hosts: [host, ...(ingress?.hosts ?? [])],
    ...(ingress && { gateways: ["mesh", ingress.gateway] }),
    ...(http.length > 0 && { http: [...inside, ...outside] }),
    ...(tcp.length > 0 && {
      tcp: tcp.map(({ port }) => ({
        ...(several && { match: [{ port }] }),
        route: split(route, to, several ? port : undefined),
      })),
    }),
  };
}

function httpRoutes(
  route: Route,
  to: ToVersion,
  match: VirtualServiceSpecHttpMatch,
  port: number | undefined,
): readonly VirtualServiceSpecHttp[] {
  const { canary, rest, fault, timeout, retries } = route;
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
  const routes: VirtualServiceSpecHttp[] = [];
  if (canary?.match)
    routes.push({
      name: `${nameOf(canary.match)}${suffix}`,
      match: [{ ...match, ...canary.match }],
      route: [{ destination: destination(to, canary.version, port) }],
      ...common,
    });
  routes.push({
    name: `${rest.length > 1 ? "weight" : "default"}${suffix}`,
    ...(Object.keys(match).length > 0 && { match: [match] }),
    route: split(route, to, port),
    ...(canary?.mirror !== undefined && {
      mirror: destination(to, canary.version, port),
      mirrorPercentage: { value: canary.mirror },
    }),
    ...common,
  });
  return fault ? routes.flatMap((one) => withFault(one, fault)) : routes;
}

/** What picks the canary's requests, in a word. */
function nameOf({ headers }: Match): string {
  return headers ? "header" : "path";
}

function split(
  { rest }: Route,
  to: ToVersion,
  port: number | undefined,
): VirtualServiceSpecHttpRoute[] {
  return rest.map(({ version, weight }) => ({
    destination: destination(to, version, port),
    ...(weight !== undefined && { weight }),
  }));
}

function destination(
  to: ToVersion,
  version: string | undefined,
  port: number | undefined,
): VirtualServiceSpecHttpRoute["destination"] & object {
  return {
    ...to(version),
    ...(port !== undefined && { port: { number: port } }),
  };
}
