import type { Index } from "../../manifests/index-of";
import type { Rule } from "./rules";
import { rulesOf } from "./rules";

const known = new WeakMap<Index, ReadonlyMap<string, readonly Rule[]>>();

/** The rules that record each name, in their order. */
export function recordings(index: Index): ReadonlyMap<string, readonly Rule[]> {
  const before = known.get(index);
  if (before) return before;
  const found = new Map<string, Rule[]>();
  for (const rule of rulesOf(index)) {
    if (rule.kind !== "record") continue;
    const all = found.get(rule.name);
    if (all) all.push(rule);
    else found.set(rule.name, [rule]);
  }
  known.set(index, found);
  return found;
}
