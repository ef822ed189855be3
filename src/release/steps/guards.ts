import { grouped } from "../../manifests/grouped";
import { groupKindOf } from "../../manifests/index-of";
import type { Index } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import type { Labels } from "../../manifests/metadata";
import { namespaceOf } from "../../manifests/metadata";
import { selectorText } from "../../manifests/selector";
import { selectorOf } from "./pods";
import {
  answeredBy,
  namedIn,
  routedIn,
  serviceNamed,
  subsetsIn,
} from "./routed";

/** A route that serves the callers of a Service, and whether it leads to versions alone. */
export interface Guard {
  readonly manifest: Manifest;
  /** The one port whose callers it serves; undefined for all. */
  readonly port: number | undefined;
  /** False where some of its requests go to all pods of the Service. */
  readonly isTight: boolean;
}

/** The routes of a state that serve callers of each service: `shop/web-app` => … */
export function guardsIn(index: Index): ReadonlyMap<string, readonly Guard[]> {
  const open = new Map<Manifest, Set<string>>();
  for (const { manifest, service, subset } of routedIn(index)) {
    const services = open.get(manifest) ?? new Set<string>();
    open.set(manifest, services);
    if (subset === "") services.add(service);
  }
  const found = new Map<string, Guard[]>();
  for (const [manifest, whole] of open)
    for (const { service, port } of answeredBy(manifest)) {
      if (!servesAll(manifest, service)) continue;
      const guards = found.get(service) ?? [];
      found.set(service, guards);
      guards.push({ manifest, port, isTight: !whole.has(service) });
    }
  return found;
}

/** A route of the Gateway API in another namespace serves callers of that namespace alone. */
function servesAll(manifest: Manifest, service: string): boolean {
  return (
    groupKindOf(manifest.identity).startsWith("networking.istio.io/") ||
    service.startsWith(`${namespaceOf(manifest)}/`)
  );
}

export type Versions = readonly (readonly [name: string, labels: Labels])[];

/** The versions that are told apart: `shop/web` => `subset v1`, or `Service web-v1`, and its labels. */
export function versionsIn(index: Index): ReadonlyMap<string, Versions> {
  const found = new Map<string, Map<string, Labels>>();
  const put = (service: string, name: string, labels: Labels) => {
    const versions = found.get(service) ?? new Map<string, Labels>();
    found.set(service, versions.set(name, labels));
  };
  for (const [service, subsets] of subsetsIn(index))
    for (const [name, labels] of subsets)
      put(service, `subset ${name}`, labels);
  for (const { manifest, service, subset } of namedIn(index))
    for (const answered of answeredBy(manifest)) {
      if (subset !== "" || answered.service === service) continue;
      const own = serviceNamed(index, service);
      if (own)
        put(answered.service, `Service ${own.identity.name}`, selectorOf(own));
    }
  for (const [whole, part] of narrowed(index))
    put(whole, `Service ${part.identity.name}`, selectorOf(part));
  return new Map(
    [...found].map(([service, versions]) => [service, [...versions]]),
  );
}

/** The label that tells versions apart. https://istio.io/latest/docs/ops/deployment/application-requirements/ */
const VERSION = ["version", "app.kubernetes.io/version"];

/** Services that ask for a version of the pods of another, whether routes lead to them or not yet. */
function narrowed(index: Index): readonly (readonly [string, Manifest])[] {
  const services = index.kind("/Service");
  const wholes = grouped(services, (service) =>
    keyOf(service, selectorOf(service)),
  );
  return services.flatMap((part) => {
    const selector = selectorOf(part);
    const rest = Object.entries(selector).filter(
      ([key]) => !VERSION.includes(key),
    );
    if (rest.length === 0 || rest.length === Object.keys(selector).length)
      return [];
    const same = wholes.get(keyOf(part, Object.fromEntries(rest))) ?? [];
    return same.map(
      (whole) =>
        [`${namespaceOf(whole)}/${whole.identity.name}`, part] as const,
    );
  });
}

function keyOf(service: Manifest, selector: Labels): string {
  return `${namespaceOf(service)} ${selectorText(selector)}`;
}
