import { isDeepStrictEqual } from "node:util";
import { down, textOf } from "../manifests/fields";
import { groupKindOf } from "../manifests/index-of";
import type { Manifest } from "../manifests/manifest";

/** An object as it was and as it is to be; one of the two may be missing. */
export type Pair =
  | {
      readonly change: "added";
      readonly before?: never;
      readonly after: Manifest;
    }
  | {
      readonly change: "removed";
      readonly before: Manifest;
      readonly after?: never;
    }
  | {
      readonly change: "changed";
      readonly before: Manifest;
      readonly after: Manifest;
    };

/** The object that a pair is about, however it changes. */
export function subjectOf({ before, after }: Pair): Manifest {
  // One of the two is always there.
  return (after ?? before) as Manifest;
}

/**
 * Objects that differ, by group, kind, namespace and name: another version of
 * an API is a change of the object, not another object. Folders may hold one
 * name several times, for several clusters: then the file's name tells which is
 * which.
 */
export function pairsOf(
  before: readonly Manifest[],
  after: readonly Manifest[],
): readonly Pair[] {
  const olds = byKey(before);
  const news = byKey(after);
  const keys = [...new Set([...olds.keys(), ...news.keys()])].sort();
  return keys.flatMap((key) =>
    differing(olds.get(key) ?? [], news.get(key) ?? []),
  );
}

/** Among objects of one name: what is the same on both sides is no change, wherever it stands. */
function differing(
  before: readonly Manifest[],
  after: readonly Manifest[],
): readonly Pair[] {
  const [old, now] = [before[0], after[0]];
  if (old && now && before.length === 1 && after.length === 1)
    return same(old.object, now.object)
      ? []
      : [{ change: "changed", before: old, after: now }];
  const without = (some: readonly Manifest[], other: readonly Manifest[]) =>
    some.filter(
      ({ object }, index) =>
        !other.some((one) => same(one.object, object)) &&
        !some.slice(0, index).some((one) => same(one.object, object)),
    );
  const olds = without(before, after);
  const news = without(after, before);
  const left = new Set(olds);
  const take = (fits: (old: Manifest) => boolean) => {
    const found = [...left].find(fits);
    if (found) left.delete(found);
    return found;
  };
  const found = new Map<Manifest, Manifest>();
  for (const now of news) {
    const old = take(({ file }) => file === now.file);
    if (old) found.set(now, old);
  }
  return [
    ...news.map((now): Pair => {
      const old = found.get(now) ?? take(() => true);
      return old
        ? { change: "changed", before: old, after: now }
        : { change: "added", after: now };
    }),
    ...[...left].map((old): Pair => ({ change: "removed", before: old })),
  ];
}

function byKey(manifests: readonly Manifest[]): Map<string, Manifest[]> {
  const keys = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const key = keyOf(manifest);
    const others = keys.get(key);
    if (others) others.push(manifest);
    else keys.set(key, [manifest]);
  }
  return keys;
}

function keyOf({ identity, object, file }: Manifest): string {
  const { name, namespace = "", kind } = identity;
  // A plain file of rules has no name but the file's.
  const known =
    kind === ""
      ? file.replace(/^.*\//, "")
      : name || textOf(down(object, "metadata", "generateName"));
  return `${namespace} ${known} ${groupKindOf(identity)}`;
}

/** Whether two values are the same data; the order of fields means nothing. */
export function same(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(one, other);
}

/** A value as text that is equal where the data is. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  ) as string;
}
