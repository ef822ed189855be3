import { dirname, normalize } from "node:path";
import { fieldsOf, listOf, textOf, textsOf } from "../../manifests/fields";
import { indexOf, type Index } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import { namespaceOf } from "../../manifests/metadata";
import type { Check } from "../check";
import { isOfKustomize } from "./local-kinds";

const read = new WeakMap<Index, Index>();
const left = new WeakMap<Index, ReadonlySet<string>>();

/**
 * What was read, without the parts of which kustomize makes other objects:
 * patches, and bases whose names, namespaces and labels it changes. What those
 * refer to is told by what comes out of `kubectl kustomize`. `find` finds them
 * still: something of their name will be there.
 */
export function built(index: Index): Index {
  const known = read.get(index) ?? withoutParts(index);
  read.set(index, known);
  return known;
}

/** The namespaces of what was left out, and those that kustomize sets. */
export function namespacesOfParts(index: Index): ReadonlySet<string> {
  return left.get(index) ?? new Set();
}

/** A check that looks across objects, and so at those that reach a cluster. */
export function acrossBuilt(check: Check): Check {
  return {
    ...check,
    run: (index, report) => check.run(built(index), report),
  };
}

function withoutParts(index: Index): Index {
  const kustomizations = index.all.filter(isOfKustomize);
  const roots = new Set(kustomizations.filter(changes).flatMap(placesOf));
  for (const place of roots)
    for (const manifest of kustomizations)
      if (folderOf(manifest.file) === place)
        for (const other of placesOf(manifest)) roots.add(other);
  if (roots.size === 0) return index;
  const parts = index.all.filter(({ file }) => isBelow(file, roots));
  const isPart = new Set(parts);
  const whole = {
    ...indexOf(
      index.all.filter((manifest) => !isPart.has(manifest)),
      index.mesh,
      index.crds,
    ),
    find: index.find,
  };
  const set = kustomizations.map(({ object }) => textOf(object["namespace"]));
  left.set(whole, new Set([...parts.map(namespaceOf), ...set]));
  return whole;
}

/** Fields that leave the listed objects as they are. */
const PLAIN = new Set(["apiVersion", "kind", "metadata", "resources"]);

function changes({ object }: Manifest): boolean {
  return Object.keys(object).some((field) => !PLAIN.has(field));
}

/** The folder of a kustomization, and the files and folders that it takes in. */
function placesOf({ file, object }: Manifest): readonly string[] {
  const folder = folderOf(file);
  const named = [
    ...["resources", "bases", "components", "patchesStrategicMerge"].flatMap(
      (field) => textsOf(object[field]),
    ),
    ...["patches", "patchesJson6902"].flatMap((field) =>
      listOf(object[field]).map((patch) => textOf(fieldsOf(patch)["path"])),
    ),
  ];
  return [
    folder,
    ...named
      .filter((name) => name !== "" && !name.includes("\n"))
      .map((name) => normalize(`${folder}/${name}`).replace(/[\\/]$/, "")),
  ];
}

function folderOf(file: string): string {
  return normalize(dirname(file));
}

function isBelow(file: string, roots: ReadonlySet<string>): boolean {
  for (let at = normalize(file); ; at = dirname(at)) {
    if (roots.has(at)) return true;
    if (at === dirname(at)) return false;
  }
}
