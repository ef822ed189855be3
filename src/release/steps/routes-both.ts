import { textsOf } from "../../manifests/fields";
import { serviceOfHost } from "../../manifests/hosts";
import type { Index } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import { namespaceOf, specOf } from "../../manifests/metadata";
import type { Labels } from "../../manifests/metadata";
import type { Workload } from "../../manifests/workloads";
import { podsBehind, selectorOf } from "./pods";
import { routedIn, serviceNamed, subsetsIn } from "./routed";
import type { Routed } from "./routed";
import type { Step } from "./step-check";

/** A route of one of the two states, and what it finds in each of them. */
export interface RouteInStep {
  readonly routed: Routed;
  readonly side: "before" | "after";
  readonly before: Found;
  readonly after: Found;
}

export interface Found {
  readonly service: Manifest | undefined;
  /** Absent where a subset is named and not there. */
  readonly subset: Labels | undefined;
  /** What a pod has to carry: the Service's selector and the subset's labels. */
  readonly selector: Labels;
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
    before: finder(step, "before"),
    after: finder(step, "after"),
  };
  const routes = (["before", "after"] as const).flatMap((side) =>
    unique(routedIn(step[side])).flatMap((routed): RouteInStep[] => {
      const before = found.before(routed);
      const after = found.after(routed);
      if (!before.service && !after.service) return [];
      if (!after.service && !stands(step.after, routed)) return [];
      if (!before.service && !couldBeCalled(step.before, routed)) return [];
      return [{ routed, side, before, after }];
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

function stands(index: Index, { manifest }: Routed): boolean {
  const { namespace = "", name } = manifest.identity;
  return (
    index.find("networking.istio.io/VirtualService", namespace, name) !==
    undefined
  );
}

/** By its route, or without one by the Service that it is for. */
function couldBeCalled(index: Index, routed: Routed): boolean {
  const { manifest } = routed;
  return (
    stands(index, routed) ||
    textsOf(specOf(manifest)["hosts"]).some((host) =>
      serviceNamed(index, serviceOfHost(host, namespaceOf(manifest))),
    )
  );
}

function finder(step: Step, side: "before" | "after") {
  const index = step[side];
  const subsets = subsetsIn(index);
  return ({ service: name, subset: wanted }: Routed): Found => {
    const service = serviceNamed(index, name);
    const subset = wanted === "" ? {} : subsets.get(name)?.get(wanted);
    const selector = service ? selectorOf(service) : {};
    const known = service && subset && Object.keys(selector).length > 0;
    return {
      service,
      subset,
      selector: { ...selector, ...subset },
      pods: known ? podsBehind(index, service, subset) : [],
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

/** Whether a state has the subset that is meant; all pods of a Service are judged with the Service. */
export function ofSubset({ subset }: Routed, found: Found): boolean {
  return subset !== "" && found.subset !== undefined;
}
