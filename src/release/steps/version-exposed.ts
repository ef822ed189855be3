import { fieldsOf, listOf, numberOf } from "../../manifests/fields";
import { groupKindOf } from "../../manifests/index-of";
import type { Index } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import { namespaceOf, specOf } from "../../manifests/metadata";
import { selects } from "../../manifests/selector";
import type { Workload } from "../../manifests/workloads";
import { split, subsets, VERSIONS } from "./examples";
import { few } from "../words";
import { guardsIn, versionsIn } from "./guards";
import type { Guard, Versions } from "./guards";
import { podsBehind } from "./pods";
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
    "write a subset, or a version's Service, of the pods that stand",
    "when that is applied, write a route to this alone",
    "when that is applied, write the new version's pods",
  ],
  run: ({ before, after }, refuse) => {
    const guards = [before, after].map(guardsIn);
    const versions = [before, after].map(versionsIn);
    for (const now of after.kind("/Service")) {
      const { name, namespace = "" } = now.identity;
      const old = before.find("/Service", namespace, name);
      const service = `${namespaceOf(now)}/${name}`;
      if (!old) continue;
      const [wasVersions = [], isVersions = []] = versions.map(
        (state) => state.get(service) ?? [],
      );
      if (wasVersions.length === 0 && isVersions.length === 0) continue;
      const [olds = [], news = []] = guards.map((state) => state.get(service));
      const { isOpen, opens, swapped } = guardOf(
        olds,
        news,
        portsOfBoth(old, now),
      );
      if (!isOpen && !swapped) continue;
      const [was, is] = [
        podsBehind(before, old, {}),
        podsBehind(after, now, {}),
      ];
      const several = new Set(was.map((pod) => versionOf(wasVersions, pod)));
      if (swapped && several.size > 1)
        refuse(
          swapped.now.manifest,
          `got ${nameOf(swapped.now)} in place of ${nameOf(swapped.old)}, expected one of them to stand through the step: between them requests go to all pods of Service ${name}`,
          [
            "write the new route beside the old one",
            "when it is applied, take the old one away",
          ],
        );
      if (!isOpen) continue;
      for (const { pod, stays } of ofOtherVersions(is, was, isVersions, before))
        refuse(
          pod.manifest,
          `got ${nameOf(pod)} behind Service ${name} while requests go to all of its pods, expected a route to ${stays} alone to stand before`,
        );
      if (!opens) continue;
      const stay = new Map(is.map((pod) => [versionOf(wasVersions, pod), pod]));
      if (stay.size > 1)
        refuse(
          now,
          `got requests that go to all pods of Service ${name} while ${few([...stay.values()].map(nameOf))} stand behind it, expected one version alone to stand before`,
        );
      for (const { pod } of ofOtherVersions(was, is, wasVersions, after))
        refuse(
          pod.manifest,
          `got ${nameOf(pod)} taken away in the step that lets requests go to all pods of Service ${name}, expected it to go a step before`,
        );
    }
  },
};

/** The ports that can be called all the time. */
function portsOfBoth(old: Manifest, now: Manifest): readonly number[] {
  const [was = [], is = []] = [old, now].map((service) =>
    listOf(specOf(service)["ports"]).flatMap(
      (entry) => numberOf(fieldsOf(entry)["port"]) ?? [],
    ),
  );
  return was.filter((port) => is.includes(port));
}

interface Guarded {
  /** Whether requests to some port go to all pods at some moment. */
  readonly isOpen: boolean;
  /** Whether the step lets them: before it, routes led to versions alone. */
  readonly opens: boolean;
  /** Routes of a port that go while others come in their place. */
  readonly swapped?: { readonly old: Guard; readonly now: Guard };
}

function guardOf(
  before: readonly Guard[],
  after: readonly Guard[],
  ports: readonly number[],
): Guarded {
  let [isOpen, opens] = [false, false];
  let swapped: Guarded["swapped"];
  for (const port of ports) {
    const [olds = [], news = []] = [before, after].map((guards) =>
      guards.filter((one) => one.port === undefined || one.port === port),
    );
    const [wasTight, isTight] = [olds, news].map(leadToVersions);
    isOpen ||= !wasTight || !isTight;
    opens ||= wasTight === true && !isTight;
    const [old, now] = [olds[0], news[0]];
    if (!old || !now || !wasTight || !isTight) continue;
    if (!olds.some((one) => news.some((other) => isSame(one, other))))
      swapped ??= { old, now };
  }
  return { isOpen, opens, ...(swapped && { swapped }) };
}

function leadToVersions(guards: readonly Guard[]): boolean {
  return guards.length > 0 && guards.every(({ isTight }) => isTight);
}

function isSame({ manifest: one }: Guard, { manifest: other }: Guard): boolean {
  return (
    groupKindOf(one.identity) === groupKindOf(other.identity) &&
    one.identity.name === other.identity.name &&
    one.identity.namespace === other.identity.namespace
  );
}

/** Pods that the other state has not, and of a version that none there has; and a version that it has. */
function ofOtherVersions(
  pods: readonly Workload[],
  others: readonly Workload[],
  versions: Versions,
  other: Index,
): readonly { readonly pod: Workload; readonly stays: string }[] {
  const known = new Set(others.map((pod) => versionOf(versions, pod)));
  const [stays] = [...known].filter((version) => version !== undefined);
  if (stays === undefined) return [];
  return pods.flatMap((pod) => {
    const version = versionOf(versions, pod);
    // Pods of no version that is told apart are more of the same.
    return version !== undefined && !known.has(version) && isNew(other, pod)
      ? [{ pod, stays }]
      : [];
  });
}

function nameOf({ manifest: { identity } }: { readonly manifest: Manifest }) {
  return `${identity.kind} ${identity.name}`;
}

function isNew(before: Index, { manifest }: Workload): boolean {
  const { identity } = manifest;
  const { namespace = "", name } = identity;
  return !before.find(groupKindOf(identity), namespace, name);
}

/** The version that a pod belongs to. */
function versionOf(
  versions: Versions,
  { labels }: Workload,
): string | undefined {
  return versions.find(
    ([, wanted]) => Object.keys(wanted).length > 0 && selects(wanted, labels),
  )?.[0];
}
