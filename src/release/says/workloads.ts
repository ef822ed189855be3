import { down, fieldsOf, textOf } from "../../manifests/fields";
import type { Fields } from "../../manifests/fields";
import type { Workload } from "../../manifests/workloads";
import { containersOf, workloadOf } from "../../manifests/workloads";
import { differences } from "../differences";
import { releaseText } from "../engine-words";
import type { FlaggerCanary } from "../flagger";
import { samePods } from "../same-pods";
import type { Changes, Said } from "../said";
import { sayOf } from "../said";
import { few, instead, short } from "../words";
import { restartOf } from "./restarts";

/** Images, replicas, resources and what restarts. */
export function workloads({ pairs, canaries }: Changes): readonly Said[] {
  const gone = new Map<string | undefined, Workload>();
  for (const { change, before } of pairs) {
    const workload = change === "removed" && workloadOf(before);
    if (workload) gone.set(samePods(workload.manifest), workload);
  }
  const renamed = new Set<Workload>();
  const said = pairs.flatMap((pair) => {
    const before = pair.before && workloadOf(pair.before);
    const after = pair.after && workloadOf(pair.after);
    if (before && after)
      return changed(before, after, canaries().of(after.manifest));
    if (!after) return [];
    const old = gone.get(samePods(after.manifest));
    if (!old || renamed.has(old)) return came(after);
    renamed.add(old);
    return sayOf("services", after.manifest, [
      `${after.manifest.identity.kind} is new in place of ${old.manifest.identity.name}; its pods are others, and metrics carry the new name`,
    ]);
  });
  return [
    ...said,
    ...[...gone.values()]
      .filter((workload) => !renamed.has(workload))
      .flatMap(({ manifest }) =>
        sayOf("services", manifest, [`${manifest.identity.kind} is gone`]),
      ),
  ];
}

function came(workload: Workload): readonly Said[] {
  const { manifest } = workload;
  const images = containersOf(workload, "containers").map(({ image }) =>
    short(image),
  );
  const { replicas } = fieldsOf(manifest.object["spec"]);
  const many = replicas === undefined ? "" : `, replicas ${short(replicas)}`;
  return sayOf("services", manifest, [
    `${manifest.identity.kind} is new: image ${few(images)}${many}`,
  ]);
}

function changed(
  before: Workload,
  after: Workload,
  canary: FlaggerCanary | undefined,
): readonly Said[] {
  const { manifest } = after;
  const restart = restartOf(before, after);
  const release =
    restart.length > 0 ? releaseText(before, after, canary) : undefined;
  const many = instead("replicas", replicas(before), replicas(after));
  return [
    ...sayOf("images", manifest, images(before, after)),
    ...sayOf("scale", manifest, [
      // Flagger looks at the template alone.
      ...many.map((text) =>
        canary
          ? `${text}; ${manifest.identity.name}-primary, which users have, keeps its own until a release`
          : text,
      ),
      ...resources(before, after),
    ]),
    ...(release === undefined
      ? sayOf("restarts", manifest, restart)
      : sayOf("traffic", manifest, [release], canary?.service)),
  ];
}

type ContainerPair = readonly [name: string, before: Fields, after: Fields];

/** Containers that stay, by their names. */
function containers(
  before: Workload,
  after: Workload,
): readonly ContainerPair[] {
  const lists = ["initContainers", "containers"] as const;
  const olds = new Map(
    containersOf(before, ...lists).map((one) => [textOf(one["name"]), one]),
  );
  return containersOf(after, ...lists).flatMap((now): ContainerPair[] => {
    const old = olds.get(textOf(now["name"]));
    return old ? [[textOf(now["name"]), old, now]] : [];
  });
}

function images(before: Workload, after: Workload): readonly string[] {
  const all = containers(before, after);
  return all.flatMap(([name, old, now]) => {
    const [was, is] = shortened(textOf(old["image"]), textOf(now["image"]));
    return instead(all.length > 1 ? `${name} image` : "image", was, is);
  });
}

/** The old one by its tag alone where the repository stays. */
function shortened(before: string, after: string): readonly [string, string] {
  const [, repository] = /^(.+?)(?:[:@][^/]*)?$/.exec(after) ?? [];
  return repository !== undefined &&
    before !== after &&
    before.startsWith(`${repository}:`)
    ? [before.slice(repository.length + 1), after]
    : [before, after];
}

function replicas({ manifest }: Workload): string {
  const value = down(manifest.object, "spec", "replicas");
  return value === undefined ? "" : short(value);
}

function resources(before: Workload, after: Workload): readonly string[] {
  const all = containers(before, after);
  return all.flatMap(([name, old, now]) =>
    differences(old["resources"] ?? {}, now["resources"] ?? {}).flatMap(
      ({ path, before: was, after: is }) =>
        instead(
          `${all.length > 1 ? `${name} ` : ""}${path.replaceAll(".", " ")}`,
          was === undefined ? "" : short(was),
          is === undefined ? "" : short(is),
        ),
    ),
  );
}
