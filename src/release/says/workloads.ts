import { down, fieldsOf, textOf } from "../../manifests/fields";
import type { Fields } from "../../manifests/fields";
import type { Workload } from "../../manifests/workloads";
import { containersOf, workloadOf } from "../../manifests/workloads";
import { differences } from "../differences";
import { samePods } from "../same-pods";
import type { Changes, Said } from "../said";
import { sayOf } from "../said";
import { few, instead, short } from "../words";
import { restartOf } from "./restarts";

/** Images, replicas, resources and what restarts. */
export function workloads({ pairs }: Changes): readonly Said[] {
  const gone = new Map<string | undefined, Workload>();
  for (const { change, before } of pairs) {
    const workload = change === "removed" && workloadOf(before);
    if (workload) gone.set(samePods(workload.manifest), workload);
  }
  const renamed = new Set<Workload>();
  const said = pairs.flatMap((pair) => {
    const before = pair.before && workloadOf(pair.before);
    const after = pair.after && workloadOf(pair.after);
    if (before && after) return changed(before, after);
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

function changed(before: Workload, after: Workload): readonly Said[] {
  const { manifest } = after;
  return [
    ...sayOf("images", manifest, images(before, after)),
    ...sayOf("scale", manifest, [
      ...instead("replicas", replicas(before), replicas(after)),
      ...resources(before, after),
    ]),
    ...sayOf("restarts", manifest, restartOf(before, after)),
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
