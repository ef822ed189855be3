import {
  down,
  fieldsOf,
  isSet,
  labelsOf,
  listOf,
  numberOf,
  textOf,
} from "../../manifests/fields";
import { destinationsOf } from "../../manifests/destinations";
import type { Destination } from "../../manifests/destinations";
import { serviceOfHost } from "../../manifests/hosts";
import type { Index } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import { namespaceOf, specOf } from "../../manifests/metadata";
import type { Labels } from "../../manifests/metadata";

/** A place that a VirtualService sends requests to, now and not only by name. */
export interface Routed {
  readonly manifest: Manifest;
  /** `shop/web-app` */
  readonly service: string;
  /** "" for all of the Service's pods. */
  readonly subset: string;
  readonly port: number | undefined;
}

/**
 * Where the requests of a state go. A share of 0 beside others goes nowhere:
 * Istio leaves it out of the route.
 */
export function routedIn(index: Index): readonly Routed[] {
  return index.kind("networking.istio.io/VirtualService").flatMap((manifest) =>
    destinationsOf(manifest)
      .filter((destination) => takesRequests(manifest, destination))
      .map(({ host, subset, port }) => ({
        manifest,
        service: serviceOfHost(host, namespaceOf(manifest)),
        subset,
        port,
      })),
  );
}

function takesRequests(
  manifest: Manifest,
  { path, isMirror }: Destination,
): boolean {
  const rule = fieldsOf(down(manifest.object, ...path.slice(0, 3)));
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
