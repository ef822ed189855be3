import { groupKindOf } from "../../manifests/index-of";
import type { Index } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import type { Labels } from "../../manifests/metadata";
import type { Workload } from "../../manifests/workloads";
import { madeServices } from "../flagger";
import { podsBehind, selectorOf } from "./pods";
import { answeredBy, routedIn, serviceNamed, subsetsIn } from "./routed";
import type { Routed } from "./routed";
import type { Step } from "./step-check";
import { versionServicesOf } from "./version-services";

/** A route of one of the two states, and what it finds in each of them. */
export interface RouteInStep {
  readonly routed: Routed;
  readonly side: "before" | "after";
  readonly before: Found;
  readonly after: Found;
  /**
   * Whether it leads to a version: a subset, or a Service that stands for one.
   * All pods of another Service are judged with the Service.
   */
  readonly isVersion: boolean;
  /** Whether the same object sends requests there before the step too. */
  readonly isStanding: boolean;
}

export interface Found {
  /** The Service, or the Canary for which Flagger makes it. */
  readonly service: Manifest | undefined;
  /** Absent where a subset is named and not there. */
  readonly subset: Labels | undefined;
  /** Whether all that the route names is there: the Service, and its subset. */
  readonly stands: boolean;
  /** Whether these manifests say which pods it has. */
  readonly isKnown: boolean;
  readonly pods: readonly Workload[];
}

const known = new WeakMap<Step, readonly RouteInStep[]>();

/**
 * The routes of both states. Left out is what nobody could call before, and
 * what goes as a whole, its Service and all: nobody is cut off by the one, and
 * the other is what somebody wants. Hosts that are no Service of these
 * manifests are not known.
 */
export function routesOfStep(step: Step): readonly RouteInStep[] {
  const already = known.get(step);
  if (already) return already;
  const found = {
    before: finder(step.before),
    after: finder(step.after),
  };
  const versions = versionServicesOf(step);
  const standing = new Set(routedIn(step.before).map(keyOf));
  const routes = (["before", "after"] as const).flatMap((side) =>
    unique(routedIn(step[side])).flatMap((routed): RouteInStep[] => {
      const before = found.before(routed);
      const after = found.after(routed);
      if (!before.service && !after.service) return [];
      if (!after.service && !canBeCalled(step.after, routed)) return [];
      if (!before.service && !canBeCalled(step.before, routed)) return [];
      const isVersion = routed.subset !== "" || versions.has(routed.service);
      const isStanding = standing.has(keyOf(routed));
      return [{ routed, side, before, after, isVersion, isStanding }];
    }),
  );
  known.set(step, routes);
  return routes;
}

/** A place that several rules of one object lead to is one. */
function unique(routes: readonly Routed[]): readonly Routed[] {
  const seen = new Map<Manifest, Set<string>>();
  return routes.filter(({ manifest, service, subset, port }) => {
    const places = seen.get(manifest) ?? new Set<string>();
    seen.set(manifest, places);
    const place = `${service} ${subset} ${port ?? ""}`;
    if (places.has(place)) return false;
    places.add(place);
    return true;
  });
}

function keyOf({ manifest, service, subset }: Routed): string {
  const { namespace = "", name } = manifest.identity;
  return `${groupKindOf(manifest.identity)} ${namespace} ${name} ${service} ${subset}`;
}

/** By its route, or without one by a Service that it is for. */
function canBeCalled(index: Index, { manifest }: Routed): boolean {
  const { identity } = manifest;
  return (
    index.find(
      groupKindOf(identity),
      identity.namespace ?? "",
      identity.name,
    ) !== undefined ||
    answeredBy(manifest).some(
      ({ service }) =>
        serviceNamed(index, service) ?? madeServices(index).get(service),
    )
  );
}

function finder(index: Index) {
  const subsets = subsetsIn(index);
  const made = madeServices(index);
  return ({ service: name, subset: wanted }: Routed): Found => {
    const own = serviceNamed(index, name);
    const service = own ?? made.get(name)?.manifest;
    const subset = wanted === "" ? {} : subsets.get(name)?.get(wanted);
    // Of Services without a selector, and of Flagger's, pods are elsewhere.
    const isKnown =
      own !== undefined && Object.keys(selectorOf(own)).length > 0;
    return {
      service,
      subset,
      stands: service !== undefined && subset !== undefined,
      isKnown,
      pods: isKnown && subset ? podsBehind(index, own, subset) : [],
    };
  };
}

/** `subset v2 of web`, `Service web`: what a route leads to, as messages name it. */
export function placeOf({ service, subset }: Routed, found: Found): string {
  const name = service.slice(service.indexOf("/") + 1);
  return subset === "" || !found.service
    ? `Service ${name}`
    : `subset ${subset} of ${name}`;
}
