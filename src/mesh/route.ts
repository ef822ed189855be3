import type { Place } from "../problems/place";
import { describeCanary, type Canary, type CanaryProps } from "./canary";
import type { Ingress, IngressProps } from "./ingress";
import type { Port } from "./port";
import { isHttp } from "./port";
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

/** How requests reach a service; absent where Kubernetes' own way will do. */
export interface Route {
  readonly stable: string;
  readonly ports: readonly Port[];
  readonly canary?: Canary;
  readonly timeout?: string;
  readonly retries?: RetryProps;
  readonly ingress?: Ingress;
  /**
   * The subset of each version.
   * @default - named like the version, by the label `version`
   */
  readonly subsets?: Readonly<Record<string, Subset>>;
}

/** The pods of one version: what they are called in routes, and by which labels they are known. */
export interface Subset {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

export function subsetOf({ subsets }: Route, version: string): Subset {
  return subsets?.[version] ?? { name: version, labels: { version } };
}

interface RouteProps {
  readonly name: string;
  readonly version?: string;
  readonly canary?: CanaryProps;
  readonly timeout?: string;
  readonly retries?: RetryProps;
  readonly ingress?: IngressProps;
}

export function describeRoute(
  given: RouteProps,
  ports: readonly Port[],
  at: Place,
): Route | undefined {
  const { canary, timeout, retries, ingress, version = "v1" } = given;
  if (!canary && !timeout && !retries && !ingress) return undefined;
  const http = ports.filter(({ protocol }) => isHttp(protocol));
  for (const field of ["timeout", "retries", "ingress"] as const)
    if (given[field] !== undefined && http.length === 0)
      at.at(field).error(
        `got ${field}, but no port speaks HTTP (${ports.map(({ name }) => name).join(", ")})`,
        `leave ${field} out, or give the port its protocol`,
      );
  return {
    stable: version,
    ports,
    ...(canary && { canary: describeCanary(canary, ports, at.at("canary")) }),
    ...(timeout && { timeout }),
    ...(retries && { retries }),
    ...(ingress && {
      ingress: describeIngress(given.name, ingress, http, at.at("ingress")),
    }),
  };
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
