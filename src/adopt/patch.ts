import { fieldsOf, isFields } from "../manifests/fields";
import type { Manifest, Path } from "../manifests/manifest";
import type { Patch } from "./found";

/** An object with its patches; everything else in it is as it was. */
export function patched(
  { object }: Manifest,
  patches: readonly Patch[],
): Readonly<Record<string, unknown>> {
  return patches.reduce<Readonly<Record<string, unknown>>>(
    (before, { path, value }) => fieldsOf(set(before, path, value)),
    object,
  );
}

function set(target: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (typeof key === "number") {
    const list: readonly unknown[] = Array.isArray(target) ? target : [];
    return list.map((item, index) =>
      index === key ? set(item, rest, value) : item,
    );
  }
  const fields = isFields(target) ? target : {};
  return { ...fields, [key]: set(fields[key], rest, value) };
}
