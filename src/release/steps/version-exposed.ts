import { serviceOfHost } from "../../manifests/hosts";
import { groupKindOf } from "../../manifests/index-of";
import type { Index } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import type { Labels } from "../../manifests/metadata";
import { namespaceOf, specOf } from "../../manifests/metadata";
import { textsOf } from "../../manifests/fields";
import { selects } from "../../manifests/selector";
import type { Workload } from "../../manifests/workloads";
import { split, subsets, VERSIONS } from "./examples";
import { podsBehind } from "./pods";
import { routedIn, subsetsIn } from "./routed";
import type { StepCheck } from "./step-check";

const stable = VERSIONS.v1 + VERSIONS.service;
const all = stable + VERSIONS.v2 + subsets("v1", "v2");

export const versionExposed: StepCheck = {
  id: "step/version-exposed",
  demands:
    "The pods of a version come and go while routes keep requests from them.",
  why: "As long as requests go to all pods of the Service, those of a new version get their share as soon as they are ready, whatever its weight will be.",
  old: stable + subsets("v1", "v2"),
  new: all + split({ v1: 100, v2: 0 }),
  says: "got Deployment web-v2 behind Service web while requests go to all of its pods, expected a route to subset v1 alone to stand before",
  safe: [
    stable + subsets("v1", "v2") + split({ v1: 100, v2: 0 }),
    all + split({ v1: 100, v2: 0 }),
  ],
  order: [
    "write a subset of the pods that stand",
    "when that is applied, write a route to this subset alone",
    "when that is applied, write the new version's pods",
  ],
  run: ({ before, after }, refuse) => {
    const routes = [before, after].map(routesIn);
    const versions = [before, after].map(subsetsIn);
    for (const now of after.kind("/Service")) {
      const { name, namespace = "" } = now.identity;
      const old = before.find("/Service", namespace, name);
      const service = `${namespaceOf(now)}/${name}`;
      if (!old || routes.every((state) => state.get(service) === "subsets"))
        continue;
      const [was, is] = [
        podsBehind(before, old, {}),
        podsBehind(after, now, {}),
      ];
      const [wasSubsets, isSubsets] = versions.map((state) => [
        ...(state.get(service) ?? []),
      ]);
      for (const { pod, stays } of ofOtherVersions(is, was, isSubsets, before))
        refuse(
          pod.manifest,
          `got ${nameOf(pod)} behind Service ${name} while requests go to all of its pods, expected a route to subset ${stays} alone to stand before`,
        );
      for (const { pod } of ofOtherVersions(was, is, wasSubsets, after))
        refuse(
          pod.manifest,
          `got ${nameOf(pod)} taken away in the step that lets requests go to all pods of Service ${name}, expected it to go a step before`,
        );
    }
  },
};

/** Pods that the other state has not, and of a version that none there has; and a version that it has. */
function ofOtherVersions(
  pods: readonly Workload[],
  others: readonly Workload[],
  subsets: Subsets = [],
  other: Index,
): readonly { readonly pod: Workload; readonly stays: string }[] {
  const known = new Set(others.map((pod) => versionOf(subsets, pod)));
  const [stays] = [...known].filter((version) => version !== undefined);
  if (stays === undefined) return [];
  return pods.flatMap((pod) => {
    const version = versionOf(subsets, pod);
    // Pods of no version that is told apart are more of the same.
    return version !== undefined && !known.has(version) && isNew(other, pod)
      ? [{ pod, stays }]
      : [];
  });
}

function nameOf({ manifest: { identity } }: Workload): string {
  return `${identity.kind} ${identity.name}`;
}

type Subsets = readonly (readonly [string, Labels])[];

function isNew(before: Index, { manifest }: Workload): boolean {
  const { identity } = manifest;
  const { namespace = "", name } = identity;
  return !before.find(groupKindOf(identity), namespace, name);
}

/** The subset that a pod belongs to. */
function versionOf(subsets: Subsets, { labels }: Workload): string | undefined {
  return subsets.find(
    ([, wanted]) => Object.keys(wanted).length > 0 && selects(wanted, labels),
  )?.[0];
}

/** Whether the requests for a service are routed to subsets alone, or also to all pods. */
function routesIn(index: Index): ReadonlyMap<string, "subsets" | "pods"> {
  const found = new Map<string, "subsets" | "pods">();
  const answers = new Map<Manifest, ReadonlySet<string>>();
  for (const { manifest, service, subset } of routedIn(index)) {
    const hosts = answers.get(manifest) ?? hostsOf(manifest);
    answers.set(manifest, hosts);
    if (!hosts.has(service)) continue;
    if (subset === "") found.set(service, "pods");
    else if (!found.has(service)) found.set(service, "subsets");
  }
  return found;
}

function hostsOf(manifest: Manifest): ReadonlySet<string> {
  return new Set(
    textsOf(specOf(manifest)["hosts"]).map((host) =>
      serviceOfHost(host, namespaceOf(manifest)),
    ),
  );
}
