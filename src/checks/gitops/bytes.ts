import { isFields, labelsOf } from "../../manifests/fields";
import type { Manifest } from "../../manifests/manifest";

export const KIB = 1024;
export const MIB = 1024 * KIB;

const read = new WeakMap<Manifest, number>();

/** The bytes of an object as JSON, as Go writes it. */
export function jsonBytes(manifest: Manifest): number {
  const known = read.get(manifest) ?? bytesAsJson(manifest.object);
  read.set(manifest, known);
  return known;
}

function bytesAsJson(object: unknown): number {
  const text = JSON.stringify(object);
  // Go writes < > & as \u003c and so on, and the two line separators likewise.
  const escaped = text.match(/[<>&]/g)?.length ?? 0;
  const separators = text.match(/[\u2028\u2029]/g)?.length ?? 0;
  return Buffer.byteLength(text) + 5 * escaped + 3 * separators;
}

/** The bytes of keys and values together. */
export function bytesOfEntries(value: unknown): number {
  return Object.entries(labelsOf(value)).reduce(
    (sum, [key, text]) =>
      sum + Buffer.byteLength(key) + Buffer.byteLength(text),
    0,
  );
}

/** The bytes of the values alone; of what base64 stands for where it is that. */
export function bytesOfValues(value: unknown, encoding?: "base64"): number {
  if (!isFields(value)) return 0;
  return Object.values(labelsOf(value)).reduce(
    (sum, text) => sum + Buffer.byteLength(text, encoding),
    0,
  );
}
