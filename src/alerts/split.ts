import type { RuleGroup } from "../mesh/rule";

/**
 * What one object may hold. The operator refuses rules of more than 524,288
 * bytes, and `kubectl apply` keeps a copy of the object, as JSON, in an
 * annotation of at most 262,144.
 */
const BYTES = 240_000;

/** Groups in order, in as many parts as their size needs; one group alone may be more. */
export function split(
  groups: readonly RuleGroup[],
): readonly (readonly RuleGroup[])[] {
  const parts: RuleGroup[][] = [];
  let room = 0;
  for (const group of groups) {
    const size = Buffer.byteLength(JSON.stringify(group));
    if (size > room) {
      parts.push([]);
      room = BYTES;
    }
    parts.at(-1)?.push(group);
    room -= size;
  }
  return parts;
}

/** `web-app`, `web-app-2`, `web-app-3` */
export function partName(name: string, index: number): string {
  return index === 0 ? name : `${name}-${index + 1}`;
}
