import { GATEWAY_ROUTES, parentRefsOf } from "../manifests/backend-refs";
import { textsOf } from "../manifests/fields";
import type { Manifest } from "../manifests/manifest";
import { namespaceOf, specOf } from "../manifests/metadata";
import { gatewayRoutedService, gatewayRoutesOf } from "./gateway-route";
import { routedService, routesOf } from "./route";
import type { Route } from "./route";
import { few } from "./words";

/** A kind of routes, and how it says what all of them say. */
export interface RouteKind {
  readonly kinds: readonly string[];
  readonly service: (manifest: Manifest) => string;
  readonly rules: (manifest: Manifest) => readonly Route[];
  readonly hosts: (manifest: Manifest) => readonly string[];
  readonly gateways: (manifest: Manifest) => readonly string[];
  /** Whether the first rule that fits takes a request, and not the closest. */
  readonly isOrdered: boolean;
  /** What becomes of requests when the object is gone. */
  readonly afterwards: (manifest: Manifest) => string;
}

const SPREAD =
  "requests have no routes of their own any more; Kubernetes spreads them over all pods";

/** VirtualServices, and the routes of the Gateway API. */
export const ROUTE_KINDS: readonly RouteKind[] = [
  {
    kinds: ["networking.istio.io/VirtualService"],
    service: routedService,
    rules: routesOf,
    hosts: (manifest) => textsOf(specOf(manifest)["hosts"]),
    gateways: (manifest) => textsOf(specOf(manifest)["gateways"]),
    isOrdered: true,
    afterwards: () => SPREAD,
  },
  {
    kinds: GATEWAY_ROUTES,
    service: gatewayRoutedService,
    rules: gatewayRoutesOf,
    hosts: (manifest) => [
      ...textsOf(specOf(manifest)["hostnames"]),
      ...parents(manifest, true),
    ],
    gateways: (manifest) => parents(manifest, false),
    isOrdered: false,
    afterwards: (manifest) =>
      parents(manifest, true).length > 0
        ? SPREAD
        : `requests through gateway ${few(parents(manifest, false))} have no routes of ${manifest.identity.name} any more`,
  },
];

/** What a route is bound to: Services of its callers, or Gateways. */
function parents(manifest: Manifest, isService: boolean): readonly string[] {
  return [
    ...new Set(
      parentRefsOf(manifest)
        .filter((one) => one.isService === isService)
        .map(({ namespace, name }) =>
          namespace === namespaceOf(manifest) ? name : `${namespace}/${name}`,
        ),
    ),
  ];
}
