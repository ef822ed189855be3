import { serviceOfHost } from "../../manifests/hosts";
import { groupKindOf } from "../../manifests/index-of";
import type { Index } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
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
  demands: "The pods of a version come when routes keep requests from them.",
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
    const versions = subsetsIn(after);
    const routes = [before, after].map(routesIn);
    for (const now of after.kind("/Service")) {
      const { name, namespace = "" } = now.identity;
      const old = before.find("/Service", namespace, name);
      const service = `${namespaceOf(now)}/${name}`;
      const known = [...(versions.get(service) ?? [])];
      if (!old || known.length === 0) continue;
      const stand = podsBehind(before, old, {});
      // Pods of no version that is told apart are more of the same.
      const come = podsBehind(after, now, {}).filter(
        (pod) => isNew(before, pod) && versionOf(known, pod) !== undefined,
      );
      const others = come.filter(
        (pod) =>
          !stand.some((one) => versionOf(known, one) === versionOf(known, pod)),
      );
      const first = stand[0] && versionOf(known, stand[0]);
      if (others.length === 0 || first === undefined) continue;
      if (routes.every((state) => state.get(service) === "subsets")) continue;
      for (const { manifest } of others)
        refuse(
          manifest,
          `got ${manifest.identity.kind} ${manifest.identity.name} behind Service ${name} while requests go to all of its pods, expected a route to subset ${first} alone to stand before`,
        );
    }
  },
};

function isNew(before: Index, { manifest }: Workload): boolean {
  const { identity } = manifest;
  const { namespace = "", name } = identity;
  return !before.find(groupKindOf(identity), namespace, name);
}

/** The subset that a pod belongs to. */
function versionOf(
  subsets: readonly (readonly [string, Readonly<Record<string, string>>])[],
  { labels }: Workload,
): string | undefined {
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
