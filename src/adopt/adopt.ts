import { fieldsOf } from "../manifests/fields";
import { indexOf, type Index } from "../manifests/index-of";
import type { Manifest } from "../manifests/manifest";
import { namespaceOf } from "../manifests/metadata";
import { workloadsBehind } from "../manifests/selected";
import { workloadsOf, type Workload } from "../manifests/workloads";
import type { Problem } from "../problems/problem";
import { plural } from "../problems/words";
import { annotationProblems } from "./annotations";
import type { FoundMonitoring } from "./beside";
import { monitoringOf } from "./beside";
import { callsOf } from "./calls";
import { canaryOf, findPairs } from "./canaries";
import { versionsOfPair, type Pair } from "./canary";
import { canonical } from "./canonical";
import { existingIn } from "./existing";
import type { Call, FoundService, Patch } from "./found";
import { groupBy } from "./group";
import { clashes } from "./label-clash";
import { mentionsOf, type UnknownHost } from "./mentions";
import { isMixer, mixerMetrics } from "./mixer/metrics";
import { namespacesOf, type AdoptedNamespace } from "./namespaces";
import type { Note } from "./notes";
import { outsideNotes } from "./outside";
import { patched } from "./patch";
import { placesOf } from "./place";
import { restartsOf, type Restart } from "./restarts";
import { servicePatches } from "./service-patches";
import { findServices } from "./services";
import type { AdoptSettings } from "./settings";
import { earlierNamespace, takeIn, type Taken } from "./taken";
import { unknownNames } from "./unknown-names";
import type { FoundVersion } from "./version";
import { wholePodNotes } from "./whole-pod";
import { findWorkloads, ownVersion, podPatches } from "./workloads";

/** One of the user's objects as it comes out, and the file it stands in. */
export interface AdoptedObject {
  readonly manifest: Manifest;
  readonly object: Readonly<Record<string, unknown>>;
  /** Absent where it stands in none. */
  readonly namespace?: string;
  readonly file: string;
}

/** Everything that was found, and what becomes of it. */
export interface Adoption {
  readonly namespaces: readonly AdoptedNamespace[];
  /** Each of the user's objects once, with its patches. */
  readonly objects: readonly AdoptedObject[];
  readonly calls: readonly Call[];
  readonly unknownHosts: readonly UnknownHost[];
  readonly patches: readonly Patch[];
  readonly restarts: readonly Restart[];
  readonly monitoring: FoundMonitoring;
  /** What is left out of what the mesh would add, and what is worth knowing. */
  readonly notes: readonly Note[];
  /** From how many objects the cluster's own fields were taken out, by field. */
  readonly stripped: ReadonlyMap<string, number>;
  /** What was read and does not come out, and why. */
  readonly leftOut: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * What manifests say of a mesh, and what they lack for it. Pure: the same
 * objects give the same result, in whatever order and form they were written.
 */
export function adopt(
  given: readonly Manifest[],
  settings: AdoptSettings = {},
): Adoption {
  const whole = takeIn(
    given,
    settings.namespace ?? earlierNamespace(given) ?? "default",
  );
  const mixer = mixerMetrics(whole.manifests);
  const taken = withoutMixer(whole);
  const index = indexOf(taken.manifests);
  const existing = existingIn(index);
  const pairs = findPairs(index);
  const notes: Note[] = [...mixer.notes];
  const workloads = findWorkloads(
    index,
    settings,
    firstServices(index),
    versionsOf(pairs),
  );
  const { mentions, unknown } = mentionsOf(index, workloadsOf(index));
  const services = findServices(index, settings, workloads, mentions).map(
    (service): FoundService => {
      const pair = pairs.get(service.manifest);
      if (pair === undefined) return service;
      const found =
        typeof pair === "string"
          ? pair
          : canaryOf(index, service, pair, workloads, existing, taken.own);
      if (typeof found !== "string") return { ...service, canary: found };
      notes.push({
        namespace: service.namespace,
        about: `Service ${service.name}`,
        text: `no canary's routes: ${found}`,
      });
      return service;
    },
  );
  const all = [...workloads.values()];
  const ofPods = podPatches(all, clashes(index), settings.revision);
  const patches = [...ofPods.patches, ...services.flatMap(servicePatches)];
  const monitoring = monitoringOf(index, existing, taken.own, settings);
  notes.push(
    ...ofPods.notes,
    ...outsideNotes(index, services),
    ...wholePodNotes(index, all),
  );
  return {
    namespaces: namespacesOf(
      taken,
      services,
      all,
      existing,
      monitoring,
      mixer.metrics,
      notes,
    ),
    objects: objectsOf(
      taken,
      patches,
      placesOf(index, services, all, taken.isCluster),
    ),
    calls: callsOf(index, mentions, workloads),
    unknownHosts: unknown,
    patches,
    restarts: restartsOf(ofPods.patches, all),
    monitoring,
    notes,
    stripped: taken.stripped,
    leftOut: taken.leftOut,
    problems: [
      ...taken.problems,
      ...annotationProblems(index),
      ...unknownNames(settings, services, all),
    ],
  };
}

/** What Mixer read comes out in another form, if at all. */
function withoutMixer(taken: Taken): Taken {
  const manifests = taken.manifests.filter((one) => !isMixer(one));
  const count = taken.manifests.length - manifests.length;
  return count === 0
    ? taken
    : {
        ...taken,
        manifests,
        leftOut: [
          ...taken.leftOut,
          `${plural(count, "object")} of Mixer, which left Istio with 1.8`,
        ],
      };
}

/** The versions of those that stand two behind a Service, which have to differ. */
function versionsOf(
  pairs: ReadonlyMap<Manifest, Pair | string>,
): ReadonlyMap<Workload, FoundVersion> {
  const versions = new Map<Workload, FoundVersion>();
  for (const pair of pairs.values()) {
    const both =
      typeof pair === "string" ? undefined : versionsOfPair(pair, ownVersion);
    if (typeof pair === "string" || !both) continue;
    versions.set(pair.stable, both.stable);
    versions.set(pair.canary, both.canary);
  }
  return versions;
}

/** The first Service, by name, of each workload that has any. */
function firstServices(index: Index): ReadonlyMap<Workload, string> {
  const services = new Map<Workload, string>();
  for (const manifest of index.kind("/Service"))
    for (const workload of workloadsBehind(index, manifest))
      if (!services.has(workload))
        services.set(workload, manifest.identity.name);
  return services;
}

function objectsOf(
  { manifests, isCluster }: Taken,
  patches: readonly Patch[],
  placeOf: (manifest: Manifest) => string,
): readonly AdoptedObject[] {
  const ofObject = groupBy(patches, ({ manifest }) => manifest);
  return manifests.map((manifest) => ({
    manifest,
    object: fieldsOf(
      canonical(patched(manifest, ofObject.get(manifest) ?? [])),
    ),
    ...(!isCluster(manifest) && { namespace: namespaceOf(manifest) }),
    file: placeOf(manifest),
  }));
}
