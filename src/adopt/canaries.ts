import { groupKindOf, type Index } from "../manifests/index-of";
import type { Manifest } from "../manifests/manifest";
import { namespaceOf, specOf } from "../manifests/metadata";
import { isHttp } from "../manifests/protocols";
import { workloadsBehind } from "../manifests/selected";
import type { Workload } from "../manifests/workloads";
import { flagOf } from "./annotations";
import type { Pair } from "./canary";
import { pairOf } from "./canary";
import type { Existing } from "./existing";
import type { FoundCanary, FoundService, FoundWorkload } from "./found";
import { keptRoute } from "./kept-route";
import { podsOf } from "./shares";

/** Kinds whose pods may be two versions of one service. */
const VERSIONED = ["Deployment", "StatefulSet"];

/** The Services with two versions behind them, and why others with two workloads have none. */
export function findPairs(index: Index): ReadonlyMap<Manifest, Pair | string> {
  const isSaid = ({ manifest }: Workload) =>
    flagOf(manifest, "canary") === true;
  return new Map(
    index.kind("/Service").flatMap((service) => {
      const versions = workloadsBehind(index, service).filter(({ manifest }) =>
        VERSIONED.includes(manifest.identity.kind),
      );
      const [one, other] = versions;
      if (!one || !other) return [];
      if (specOf(service)["clusterIP"] === "None")
        return [
          [service, "it is headless, so no proxy chooses among its pods"],
        ];
      if (versions.some(({ manifest }) => flagOf(manifest, "canary") === false))
        return [
          [service, "annotation sidelight.dev/canary says that it is none"],
        ];
      if (versions.length > 2)
        return [[service, `${versions.length} workloads stand behind it`]];
      return [
        [
          service,
          pairOf(one, other, isSaid, (pod) => podsOf(index, pod).count),
        ],
      ];
    }),
  );
}

/**
 * A Service's canary with its share of the requests, or why there are no routes
 * for it. The share is what it gets today: as a route that is there says, else
 * by its pods.
 */
export function canaryOf(
  index: Index,
  service: FoundService,
  pair: Pair,
  workloads: ReadonlyMap<Workload, FoundWorkload>,
  existing: Existing,
  own: readonly Manifest[],
): FoundCanary | string {
  const { name, namespace } = service;
  const stable = workloads.get(pair.stable);
  const canary = workloads.get(pair.canary);
  if (!stable || !canary) return "its pods are not known";
  if ([stable, canary].some(({ membership }) => membership === "out"))
    return "not all of its pods are in the mesh";
  if (stable.version === canary.version)
    return `the pods of both carry the label version: ${stable.version}`;
  const route = existing.forHost(VIRTUAL_SERVICE, name, namespace);
  const rule = existing.forHost(DESTINATION_RULE, name, namespace);
  if (route) return byRoute(route, rule, pair, stable, canary);
  if (rule) return `DestinationRule ${rule.identity.name} is there already`;
  return (
    notSplit(index, service) ??
    byPods(index, pair, stable, canary, earlier(own, service))
  );
}

const VIRTUAL_SERVICE = "networking.istio.io/VirtualService";
const DESTINATION_RULE = "networking.istio.io/DestinationRule";

/** A route that is there is kept, and what it says holds. */
function byRoute(
  route: Manifest,
  rule: Manifest | undefined,
  pair: Pair,
  stable: FoundWorkload,
  canary: FoundWorkload,
): FoundCanary | string {
  const { name } = route.identity;
  const kept = keptRoute(route, rule, [stable, canary]);
  if (!kept) return `VirtualService ${name} is there already`;
  const swapped = kept.canary !== canary;
  const { stable: first, canary: second } = pair.labels;
  return {
    stable: kept.stable,
    canary: kept.canary,
    because: `VirtualService ${name} routes to both`,
    labels: swapped
      ? { stable: second, canary: first }
      : { stable: first, canary: second },
    weight: kept.weight,
    weightBecause: `VirtualService ${name} says so`,
    makes: { route: false, rule: !kept.isDefined },
  };
}

/** Why requests cannot be split among a Service's pods, or somebody else does it. */
function notSplit(
  index: Index,
  { name, namespace, ports }: FoundService,
): string | undefined {
  const tool = [
    ...index.kind("flagger.app/Canary"),
    ...index.kind("argoproj.io/Rollout"),
  ].find((manifest) => namespaceOf(manifest) === namespace);
  if (tool)
    return `${tool.identity.kind} ${tool.identity.name} (${groupKindOf(tool.identity).split("/")[0] ?? ""}) moves weights itself`;
  for (const { number, protocol, transport } of ports)
    if (transport === "TCP" && !isHttp(protocol) && protocol !== "tcp")
      return protocol === undefined
        ? `it is not known what port ${number} speaks; give --protocol ${name}:${number}=http`
        : `port ${number} speaks ${protocol}, which cannot be split by weight inside the mesh`;
  return undefined;
}

function byPods(
  index: Index,
  pair: Pair,
  stable: FoundWorkload,
  canary: FoundWorkload,
  route: Manifest | undefined,
): FoundCanary {
  const found = {
    stable,
    canary,
    because: pair.because,
    labels: pair.labels,
    makes: { route: true, rule: true },
  };
  const versions = [stable, canary] as const;
  const kept = route && keptRoute(route, undefined, versions);
  if (kept)
    return {
      ...found,
      weight: kept.canary === canary ? kept.weight : 100 - kept.weight,
      weightBecause: `VirtualService ${route.identity.name} says so`,
    };
  const [ofStable, ofCanary] = [pair.stable, pair.canary].map((one) =>
    podsOf(index, one),
  );
  const [a, b] = [ofStable?.count ?? 1, ofCanary?.count ?? 1];
  const share = a + b === 0 ? 0 : Math.round((100 * b) / (a + b));
  const counted =
    ofStable?.autoscaled === true || ofCanary?.autoscaled === true
      ? ", counted at the autoscaler's minimum"
      : "";
  return {
    ...found,
    weight: b > 0 ? Math.max(1, share) : share,
    weightBecause: `it has ${b} of ${a + b} pods${counted}`,
  };
}

/** The VirtualService that an earlier run made, whose weights somebody may have moved. */
function earlier(
  own: readonly Manifest[],
  { name, namespace }: FoundService,
): Manifest | undefined {
  return own.find(
    (manifest) =>
      manifest.identity.kind === "VirtualService" &&
      manifest.identity.name === name &&
      namespaceOf(manifest) === namespace,
  );
}
