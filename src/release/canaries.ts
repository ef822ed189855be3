import { groupKindOf } from "../manifests/index-of";
import type { Manifest } from "../manifests/manifest";
import { namespaceOf } from "../manifests/metadata";
import { CANARY, canaryOf } from "./flagger";
import type { FlaggerCanary } from "./flagger";
import type { Pair } from "./pairs";
import type { Canaries } from "./said";

/** Canaries by what they release and by what Flagger makes for them. */
export function canariesOf(
  manifests: readonly Manifest[],
  changes: readonly Pair[],
): Canaries {
  const added = new Set(
    changes.flatMap(({ change, after }) =>
      change === "added" ? [keyOf(after)] : [],
    ),
  );
  const targets = new Map<string, FlaggerCanary>();
  const made = new Set<string>();
  for (const manifest of manifests) {
    if (groupKindOf(manifest.identity) !== CANARY) continue;
    const canary = canaryOf(manifest);
    const { namespace, target, service } = canary;
    made.add(`${namespace} ${service}`);
    if (!added.has(keyOf(manifest)))
      targets.set(`${target.groupKind} ${namespace} ${target.name}`, canary);
  }
  return {
    of: (workload) => targets.get(keyOf(workload)),
    makes: (manifest) =>
      made.has(`${namespaceOf(manifest)} ${manifest.identity.name}`),
    isAny: targets.size > 0,
  };
}

function keyOf(manifest: Manifest): string {
  const { identity } = manifest;
  return `${groupKindOf(identity)} ${namespaceOf(manifest)} ${identity.name}`;
}
