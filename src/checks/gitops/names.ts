import type { Index } from "../../manifests/index-of";
import { namespaceOf } from "../../manifests/metadata";
import { nearest } from "../../problems/nearest";

type Names = ReadonlyMap<string, readonly string[]>;

const read = new WeakMap<Index, Map<string, Names>>();

/** The names of a kind's objects by namespace. */
export function namesOf(index: Index, groupKind: string): Names {
  const kinds = read.get(index) ?? new Map<string, Names>();
  read.set(index, kinds);
  const known = kinds.get(groupKind);
  if (known) return known;
  const names = new Map<string, string[]>();
  for (const manifest of index.kind(groupKind)) {
    const namespace = namespaceOf(manifest);
    const those = names.get(namespace);
    if (those) those.push(manifest.identity.name);
    else names.set(namespace, [manifest.identity.name]);
  }
  kinds.set(groupKind, names);
  return names;
}

/** What to do about a name that is not there: add it, or write the one that was meant. */
export function addOrMend(
  index: Index,
  groupKind: string,
  namespace: string,
  name: string,
): string {
  const meant = nearest(name, namesOf(index, groupKind).get(namespace) ?? []);
  return meant === undefined
    ? "add it, or mend the name"
    : `add it, or write ${meant} where that is meant`;
}
