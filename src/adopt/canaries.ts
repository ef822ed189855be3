import { down, fieldsOf, listOf, numberOf, textOf } from "../manifests/fields";
import { groupKindOf, type Index } from "../manifests/index-of";
import type { Manifest } from "../manifests/manifest";
import { workloadsBehind } from "../manifests/selected";
import { namespaceOf, specOf } from "../manifests/metadata";
import { isHttp } from "../manifests/protocols";
import type { Workload } from "../manifests/workloads";
import { flagOf } from "./annotations";
import type { Pair } from "./canary";
import { pairOf, replicasOf } from "./canary";
import type { Existing } from "./existing";
import type { FoundCanary, FoundService, FoundWorkload } from "./found";

/** Kinds whose pods may be two versions of one service. */
const VERSIONED = ["Deployment", "StatefulSet"];

/** The Services with two versions behind them, and why others with two workloads have none. */
export function findPairs(index: Index): ReadonlyMap<Manifest, Pair | string> {
  const autoscaled = autoscaledMinimum(index);
  const share = (workload: Workload) =>
    autoscaled(workload) ?? replicasOf(workload);
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
      if (versions.length > 2)
        return [[service, `${versions.length} workloads stand behind it`]];
      return [[service, pairOf(one, other, isSaid, share)]];
    }),
  );
}

/** The fewest pods that an autoscaler leaves a workload. */
function autoscaledMinimum(
  index: Index,
): (workload: Workload) => number | undefined {
  const minimum = new Map<string, number>();
  for (const manifest of index.kind("autoscaling/HorizontalPodAutoscaler")) {
    const { scaleTargetRef, minReplicas } = specOf(manifest);
    const { kind, name } = fieldsOf(scaleTargetRef);
    minimum.set(
      `${namespaceOf(manifest)} ${textOf(kind)} ${textOf(name)}`,
      numberOf(minReplicas) ?? 1,
    );
  }
  return ({ namespace, manifest }) =>
    minimum.get(
      `${namespace} ${manifest.identity.kind} ${manifest.identity.name}`,
    );
}

/**
 * A Service's canary with its share of the requests, or why there are no routes
 * for it. The share is what it gets today: by its pods, or by the route that an
 * earlier run made and somebody changed since.
 */
export function canaryOf(
  index: Index,
  service: FoundService,
  pair: Pair,
  workloads: ReadonlyMap<Workload, FoundWorkload>,
  existing: Existing,
  own: readonly Manifest[],
): FoundCanary | string {
  const { name, namespace, ports } = service;
  const [stable, canary] = [
    workloads.get(pair.stable),
    workloads.get(pair.canary),
  ];
  if (
    !stable ||
    !canary ||
    [stable, canary].some(({ membership }) => membership === "out")
  )
    return "not all of its pods are in the mesh";
  if (stable.version === canary.version)
    return `the pods of both carry the label version: ${stable.version}`;
  for (const kind of ["VirtualService", "DestinationRule"] as const) {
    const there = existing.forHost(
      `networking.istio.io/${kind}`,
      name,
      namespace,
    );
    if (there) return `${kind} ${there.identity.name} is there already`;
  }
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
  const autoscaled = autoscaledMinimum(index);
  const pods = [pair.stable, pair.canary].map(
    (workload) => autoscaled(workload) ?? replicasOf(workload),
  );
  const [ofStable = 1, ofCanary = 0] = pods;
  const sum = ofStable + ofCanary;
  const written = writtenWeight(own, service, canary.version);
  const weight =
    written ?? (sum === 0 ? 0 : Math.round((100 * ofCanary) / sum));
  return {
    stable,
    canary,
    because: pair.because,
    labels: pair.labels,
    weight: written ?? (ofCanary > 0 ? Math.max(1, weight) : weight),
    weightBecause:
      written === undefined
        ? `it has ${ofCanary} of ${sum} pods${[pair.stable, pair.canary].some((one) => autoscaled(one) !== undefined) ? ", counted at the autoscaler's minimum" : ""}`
        : `VirtualService ${name} says so`,
  };
}

/** The weight in the VirtualService of an earlier run. */
function writtenWeight(
  own: readonly Manifest[],
  { name, namespace }: FoundService,
  version: string,
): number | undefined {
  const route = own.find(
    (manifest) =>
      manifest.identity.kind === "VirtualService" &&
      manifest.identity.name === name &&
      namespaceOf(manifest) === namespace,
  );
  const { http, tcp } = route ? specOf(route) : {};
  for (const entry of [...listOf(http), ...listOf(tcp)])
    for (const destination of listOf(fieldsOf(entry)["route"]))
      if (down(destination, "destination", "subset") === subsetName(version))
        return numberOf(fieldsOf(destination)["weight"]);
  return undefined;
}

/** A version as a subset's name, which has to be a DNS label. */
export function subsetName(version: string): string {
  return version
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, "-")
    .replaceAll(/^-+|-+$/g, "");
}
