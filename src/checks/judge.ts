import type { Manifest } from "../manifests/manifest";
import type { MeshConfig } from "../manifests/mesh-config";
import type { Reading } from "../manifests/read";
import { READ_IDS } from "../manifests/unread";
import type { Check } from "./check";
import type { Outcome } from "./outcome";
import { inOrder, placed } from "./placed";
import { BROKEN, runChecks } from "./run";
import { IGNORE_IDS, suppress } from "./suppress";

/** Everything there is to say of what was read. Pure. */
export function judge(
  { manifests, unread, texts }: Reading,
  checks: readonly Check[],
  mesh: MeshConfig = {},
  crds: readonly Manifest[] = [],
  say?: (what: string) => void,
): Outcome {
  const findings = inOrder([
    ...unread.map(placed),
    ...runChecks(manifests, checks, mesh, crds, say),
  ]);
  const known = new Set<string>([
    ...checks.map(({ id }) => id),
    ...READ_IDS,
    ...IGNORE_IDS,
    BROKEN,
  ]);
  return {
    ...suppress(findings, manifests, texts, known),
    texts,
    files: texts.size,
    objects: manifests.length,
  };
}
