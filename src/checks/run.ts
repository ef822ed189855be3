import { indexOf } from "../manifests/index-of";
import type { Manifest } from "../manifests/manifest";
import type { MeshConfig } from "../manifests/mesh-config";
import type { Check } from "./check";
import type { Finding } from "./finding";
import { inOrder, placed } from "./placed";
import type { Placed } from "./placed";

/**
 * Everything that checks find, by file and line, each once. Pure: the same
 * manifests give the same findings, whatever the order of the checks.
 */
export function runChecks(
  manifests: readonly Manifest[],
  checks: readonly Check[],
  mesh: MeshConfig = {},
  crds: readonly Manifest[] = [],
): readonly Placed[] {
  const index = indexOf(manifests, mesh, crds);
  const found: Finding[] = [];
  for (const { id, severity: usual, fix: usually, run } of checks)
    try {
      run(
        index,
        (manifest, path, message, fix = usually, severity = usual, position) =>
          found.push({
            check: id,
            severity,
            message,
            manifest,
            path,
            ...(fix !== undefined && { fix }),
            ...(position && { position }),
          }),
      );
    } catch (error) {
      // A bug of one check is not the end of the others, and not a clean result.
      found.push({
        check: BROKEN,
        severity: "error",
        message: `the check ${id} broke: ${error instanceof Error ? error.message : String(error)}`,
        fix: "report it with the manifests; the other checks are complete",
      });
    }
  return inOrder(found.map(placed));
}

/** Says that a check itself is wrong. */
export const BROKEN = "check/broken";
