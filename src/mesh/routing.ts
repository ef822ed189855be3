import type { EngineName } from "./engine/engines";
import { ENGINES } from "./engine/engines";
import { oneOf } from "./shape";

/**
 * Whose objects route requests: Istio's own, a VirtualService and the subsets
 * of a DestinationRule, or the Gateway API's, an HTTPRoute or GRPCRoute and a
 * Service a version (docs/gateway-api.md).
 */
export type Routing = "istio" | "gateway-api";

export const routingCheck = oneOf("istio", "gateway-api");

/** The Service of one version: a Gateway API route names it where Istio's names a subset. */
export function versionService(service: string, version: string): string {
  return `${service}-${version}`;
}

/**
 * The versions of a service that have a Service of their own, by what follows the
 * service's name: an engine's two, or those of the Gateway API's routes.
 */
export function versionsApart({
  route,
  engine,
}: {
  readonly engine?: { readonly name: EngineName };
  readonly route?: {
    readonly routing: Routing;
    readonly subsets: readonly { readonly version: string }[];
  };
}): readonly string[] {
  if (engine) return ENGINES[engine.name].versions;
  return route?.routing === "gateway-api"
    ? route.subsets.map(({ version }) => version)
    : [];
}
