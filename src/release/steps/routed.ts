import {
  backendRefsOf,
  GATEWAY_ROUTES,
  parentRefsOf,
} from "../../manifests/backend-refs";
import {
  down,
  fieldsOf,
  isSet,
  labelsOf,
  listOf,
  numberOf,
  textOf,
  textsOf,
} from "../../manifests/fields";
import { destinationsOf } from "../../manifests/destinations";
import type { Destination } from "../../manifests/destinations";
import { serviceOfHost } from "../../manifests/hosts";
import { groupKindOf } from "../../manifests/index-of";
import type { Index } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import { namespaceOf, specOf } from "../../manifests/metadata";
import type { Labels } from "../../manifests/metadata";

const VIRTUAL_SERVICE = "networking.istio.io/VirtualService";

/** Kinds that say where requests go. */
export const ROUTE_KINDS: readonly string[] = [
  VIRTUAL_SERVICE,
  ...GATEWAY_ROUTES,
];

/** A place that a route names. */
export interface Routed {
  /** A VirtualService, or a route of the Gateway API. */
  readonly manifest: Manifest;
  /** `shop/web-app` */
  readonly service: string;
  /** "" for all of the Service's pods. */
  readonly subset: string;
  readonly port: number | undefined;
  /** Whether requests are sent there, and it is not only named. */
  readonly takesRequests: boolean;
  /** Whether its rule splits requests between this place and others. */
  readonly isShare: boolean;
}

const known = new WeakMap<Index, readonly Routed[]>();

/** All places that routes name, those that get no requests too. */
export function namedIn(index: Index): readonly Routed[] {
  const named =
    known.get(index) ??
    ROUTE_KINDS.flatMap((kind) =>
      index
        .kind(kind)
        .flatMap(kind === VIRTUAL_SERVICE ? ofVirtualService : ofGatewayRoute),
    );
  known.set(index, named);
  return named;
}

/** Where the requests of a state go. */
export function routedIn(index: Index): readonly Routed[] {
  return namedIn(index).filter(({ takesRequests }) => takesRequests);
}

function ofVirtualService(manifest: Manifest): readonly Routed[] {
  return destinationsOf(manifest).map((destination) => {
    const rule = fieldsOf(
      down(manifest.object, ...destination.path.slice(0, 3)),
    );
    return {
      manifest,
      service: serviceOfHost(destination.host, namespaceOf(manifest)),
      subset: destination.subset,
      port: destination.port,
      takesRequests: isTaken(rule, destination),
      isShare: listOf(rule["route"]).length > 1,
    };
  });
}

/** A share of 0 beside others goes nowhere: Istio leaves it out of the route. */
function isTaken(
  rule: Readonly<Record<string, unknown>>,
  { path, isMirror }: Destination,
): boolean {
  if (!isMirror) {
    const routes = listOf(rule["route"]);
    const own = fieldsOf(routes[Number(path[4])]);
    return routes.length === 1 || (numberOf(own["weight"]) ?? 0) > 0;
  }
  const share =
    path[3] === "mirror"
      ? (rule["mirrorPercentage"] ?? rule["mirrorPercent"])
      : down(rule, "mirrors", Number(path[4]), "percentage");
  if (!isSet(share)) return true;
  return (numberOf(share) ?? numberOf(fieldsOf(share)["value"]) ?? 0) > 0;
}

/** Here a weight of 0 gets nothing also where it stands alone. */
function ofGatewayRoute(manifest: Manifest): readonly Routed[] {
  const refs = backendRefsOf(manifest);
  const sizes = new Map<number, number>();
  for (const { rule, isMirror } of refs)
    if (!isMirror) sizes.set(rule, (sizes.get(rule) ?? 0) + 1);
  return refs
    .filter(({ isService }) => isService)
    .map(({ rule, namespace, name, port, weight }) => ({
      manifest,
      service: `${namespace}/${name}`,
      subset: "",
      port,
      takesRequests: weight > 0,
      isShare: (sizes.get(rule) ?? 0) > 1,
    }));
}

/** A Service whose callers a route serves, at one port or at all. */
export interface Answered {
  readonly service: string;
  readonly port: number | undefined;
}

const answers = new WeakMap<Manifest, readonly Answered[]>();

/** The Services that a route is for: its hosts, or the Services that it is bound to. */
export function answeredBy(manifest: Manifest): readonly Answered[] {
  const answered = answers.get(manifest) ?? read(manifest);
  answers.set(manifest, answered);
  return answered;
}

function read(manifest: Manifest): readonly Answered[] {
  return groupKindOf(manifest.identity) === VIRTUAL_SERVICE
    ? textsOf(specOf(manifest)["hosts"])
        .filter(isService)
        .map((host) => ({
          service: serviceOfHost(host, namespaceOf(manifest)),
          port: undefined,
        }))
    : parentRefsOf(manifest)
        .filter(({ isService }) => isService)
        .map(({ namespace, name, port }) => ({
          service: `${namespace}/${name}`,
          port,
        }));
}

/** Whether a host is a Service's; others come from outside. */
function isService(host: string): boolean {
  return /^[^.*]+(?:\.[^.*]+\.svc\.cluster\.local)?$/.test(host);
}

/** The labels of the subsets of each service: `shop/web-app` => `v1` => labels. */
export function subsetsIn(
  index: Index,
): ReadonlyMap<string, ReadonlyMap<string, Labels>> {
  const found = new Map<string, Map<string, Labels>>();
  for (const manifest of index.kind("networking.istio.io/DestinationRule")) {
    const spec = specOf(manifest);
    const service = serviceOfHost(textOf(spec["host"]), namespaceOf(manifest));
    const subsets = found.get(service) ?? new Map<string, Labels>();
    for (const entry of listOf(spec["subsets"])) {
      const { name, labels } = fieldsOf(entry);
      subsets.set(textOf(name), labelsOf(labels));
    }
    found.set(service, subsets);
  }
  return found;
}

/** The Service of a name as hosts have it: `shop/web-app`. */
export function serviceNamed(
  index: Index,
  service: string,
): Manifest | undefined {
  const slash = service.indexOf("/");
  const [namespace, name] = [service.slice(0, slash), service.slice(slash + 1)];
  return (
    index.find("/Service", namespace, name) ??
    // What lands in `default` may leave its namespace out.
    (namespace === "default" ? index.find("/Service", "", name) : undefined)
  );
}
