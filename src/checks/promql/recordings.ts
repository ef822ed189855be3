import type { Index } from "../../manifests/index-of";
import type { WrittenRule } from "./rules";
import { rulesOf } from "./rules";

export type Recordings = ReadonlyMap<string, readonly WrittenRule[]>;

const known = new WeakMap<Index, Recordings>();

/** The rules that record each name, in their order. */
export function recordings(index: Index): Recordings {
  const before = known.get(index);
  if (before) return before;
  const found = new Map<string, WrittenRule[]>();
  for (const rule of rulesOf(index)) {
    if (rule.kind !== "record") continue;
    const all = found.get(rule.name);
    if (all) all.push(rule);
    else found.set(rule.name, [rule]);
  }
  known.set(index, found);
  return found;
}
