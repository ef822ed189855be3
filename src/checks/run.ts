import { indexOf } from "../manifests/index-of";
import type { Manifest } from "../manifests/manifest";
import type { MeshConfig } from "../manifests/mesh-config";
import type { Check } from "./check";
import { holdsSecret } from "./concealed";
import type { Finding } from "./finding";
import { byText, inOrder, placed } from "./placed";
import type { Placed } from "./placed";

/**
 * Everything that checks find, by file and line, each once. Pure: the same
 * manifests give the same findings, in whatever order files and checks come.
 */
export function runChecks(
  manifests: readonly Manifest[],
  checks: readonly Check[],
  mesh: MeshConfig = {},
  crds: readonly Manifest[] = [],
): readonly Placed[] {
  // Of two that are the same, the later one is told; which that is, is settled here.
  const ordered = [...manifests].sort((a, b) => byText(a.file, b.file));
  const index = indexOf(ordered, mesh, crds);
  const found: Finding[] = [];
  for (const { id, severity: usual, fix: usually, conceals, run } of checks)
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
            ...((conceals || holdsSecret(manifest, path)) && {
              isConcealed: true,
            }),
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
