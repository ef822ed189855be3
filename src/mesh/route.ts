import type { Place } from "../problems/place";
import type { Canary, CanaryProps, IdleCanaryProps } from "./canary";
import {
  describeCanary,
  isRunning,
  meaningOf,
  portsCanBeSplit,
} from "./canary";
import type { Fault, FaultProps } from "./fault";
import { describeFault } from "./fault";
import type { Ingress, IngressProps } from "./ingress";
import type { Match } from "./match";
import type { Port } from "./port";
import { isHttp } from "./port";
import { fitsGatewayApi } from "./gateway-api";
import type { Routing } from "./routing";
import { duration } from "./scalars";
import { optional, shape, text, whole } from "./shape";

export interface RetryProps {
  /** How often a failed request is tried again; 0 switches Istio's two retries off. */
  readonly attempts: number;
  /** @default - the route's timeout */
  readonly perTryTimeout?: string;
  /**
   * Envoy's conditions, with commas: `5xx,connect-failure`.
   * @default - Istio's: connect-failure, refused-stream, unavailable, cancelled
   */
  readonly retryOn?: string;
}

export const retryCheck = shape<RetryProps>({
  attempts: whole(0, 100, "give the number of retries, for example 2"),
  perTryTimeout: optional(duration),
  retryOn: optional(text),
});

/** A destination among others. */
export interface Share {
  /** Absent for all pods of the Service. */
  readonly version?: string;
  /** In percent; absent where there is no other. */
  readonly weight?: number;
}

/** How requests reach a service; absent where Kubernetes' own way will do. */
export interface Route {
  readonly routing: Routing;
  readonly stable: string;
  readonly ports: readonly Port[];
  /**
   * The versions that have a subset, or a Service of their own. Without a subset
   * there is no DestinationRule.
   */
  readonly subsets: readonly Subset[];
  /** Where the requests go that no match picks. */
  readonly rest: readonly Share[];
  readonly canary?: Canary;
  readonly fault?: Fault;
  readonly timeout?: string;
  readonly retries?: RetryProps;
  readonly ingress?: Ingress;
}

/** The pods of one version: what they are called in routes, and by which labels they are known. */
export interface Subset {
  readonly version: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The subset of pods that carry their version as a label, as described services' do. */
function labelledSubset(version: string): Subset {
  return { version, name: version, labels: { version } };
}

interface RouteProps {
  readonly name: string;
  readonly version?: string;
  readonly canary?: CanaryProps | IdleCanaryProps;
  readonly timeout?: string;
  readonly retries?: RetryProps;
  readonly ingress?: IngressProps;
  readonly fault?: FaultProps;
  readonly routing?: Routing;
}

export function describeRoute(
  given: RouteProps,
  ports: readonly Port[],
  at: Place,
): Route | undefined {
  const { canary, timeout, retries, ingress, fault, version = "v1" } = given;
  const { routing = "istio" } = given;
  if (!canary && !timeout && !retries && !ingress && !fault) return undefined;
  const http = ports.filter(({ protocol }) => isHttp(protocol));
  for (const field of ["timeout", "retries", "ingress", "fault"] as const)
    if (given[field] !== undefined && http.length === 0)
      at.at(field).error(
        `got ${field}, but no port speaks HTTP (${ports.map(({ name }) => name).join(", ")})`,
        `leave ${field} out, or give the port its protocol`,
      );
  if (routing === "gateway-api") fitsGatewayApi(given, ports, at);
  if (canary) portsCanBeSplit(ports, at.at("canary"));
  const described = isRunning(canary)
    ? describeCanary(canary, ports, at.at("canary"))
    : undefined;
  const injected = fault && describeFault(fault, at.at("fault"));
  if (injected?.match && described?.match)
    matchesFitTogether(injected.match, described.match, at.at("fault"));
  return {
    routing,
    stable: version,
    ports,
    subsets: canary
      ? [version, ...(described ? [described.version] : [])].map(labelledSubset)
      : [],
    rest: restOf(version, canary, described),
    ...(described && { canary: described }),
    ...(injected && { fault: injected }),
    ...(timeout && { timeout }),
    ...(retries && { retries }),
    ...(ingress && {
      ingress: describeIngress(given.name, ingress, http, at.at("ingress")),
    }),
  };
}

/** A request may be meant by both, and a route asks one thing of a header and of the path. */
function matchesFitTogether(fault: Match, canary: Match, at: Place): void {
  const asked = asksOf(canary);
  for (const [name, match] of asksOf(fault))
    if ((asked.get(name) ?? match) !== match)
      at.error(
        `got a match on ${name}, which the canary's match asks for as well, but not the same`,
        "pick the fault's requests by another header",
      );
}

function asksOf({ headers, uri }: Match): ReadonlyMap<string, string> {
  const asks = Object.entries({ ...headers, ...(uri && { path: uri }) });
  return new Map(asks.map(([name, match]) => [name, JSON.stringify(match)]));
}

function restOf(
  stable: string,
  given: CanaryProps | IdleCanaryProps | undefined,
  canary: Canary | undefined,
): readonly Share[] {
  const { rest } = given ? meaningOf(given) : { rest: "all" as const };
  if (rest === "all") return [{}];
  if (rest === "stable" || !canary) return [{ version: stable }];
  const { version, weight } = canary;
  return rest === "canary"
    ? [{ version }]
    : [
        { version: stable, weight: 100 - weight },
        { version, weight },
      ];
}

function describeIngress(
  name: string,
  given: IngressProps,
  http: readonly Port[],
  at: Place,
): Ingress {
  const { hosts, gateway, selector, credentialName } = given;
  if (gateway !== undefined && (selector || credentialName !== undefined))
    at.error(
      `got settings for a Gateway of its own beside the existing ${gateway}`,
      "leave out gateway, or selector and credentialName",
    );
  if (given.port !== undefined && !http.some(({ port }) => port === given.port))
    at.at("port").wrong(
      given.port,
      `one of the service's HTTP ports (${http.map(({ port }) => port).join(", ")})`,
      "give one of these",
    );
  return {
    hosts,
    gateway: gateway ?? name,
    port: given.port ?? http[0]?.port ?? 80,
    ...(gateway === undefined && {
      own: {
        selector: selector ?? { istio: "ingressgateway" },
        ...(credentialName !== undefined && { credentialName }),
      },
    }),
  };
}
