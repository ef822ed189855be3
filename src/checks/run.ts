import { indexOf, type Index } from "../manifests/index-of";
import type { Manifest } from "../manifests/manifest";
import type { MeshConfig } from "../manifests/mesh-config";
import type { Check, EachQuery } from "./check";
import { holdsSecret } from "./concealed";
import type { Finding, Report } from "./finding";
import { byText, inOrder, placed } from "./placed";
import type { Placed } from "./placed";
import { queriesOf } from "./promql/queries";

/**
 * Everything that checks find, by file and line, each once. Pure: the same
 * manifests give the same findings, in whatever order files and checks come.
 */
export function runChecks(
  manifests: readonly Manifest[],
  checks: readonly Check[],
  mesh: MeshConfig = {},
  crds: readonly Manifest[] = [],
  say: (what: string) => void = () => undefined,
): readonly Placed[] {
  // Of two that are the same, the later one is told; which that is, is settled here.
  const ordered = [...manifests].sort((a, b) => byText(a.file, b.file));
  const index = indexOf(ordered, mesh, crds);
  const found: Finding[] = [];
  const asking = new Set<Asking>();
  for (const check of checks)
    try {
      say(`checking ${manifests.length} objects: ${check.id}`);
      const each = check.run(index, reporting(check, found));
      if (typeof each === "function") asking.add({ check, each });
    } catch (error) {
      found.push(broken(check, error));
    }
  if (asking.size > 0) askAll(index, asking, found, say);
  return inOrder(found.map(placed));
}

/** A check that wants to see each query. */
interface Asking {
  readonly check: Check;
  readonly each: EachQuery;
}

function askAll(
  index: Index,
  asking: Set<Asking>,
  found: Finding[],
  say: (what: string) => void,
): void {
  let count = 0;
  const stop = (one: Asking, error: unknown): void => {
    asking.delete(one);
    found.push(broken(one.check, error));
  };
  try {
    for (const query of queriesOf(index)) {
      say(`checking queries: ${++count}`);
      for (const one of asking)
        try {
          one.each(query);
        } catch (error) {
          stop(one, error);
        }
    }
  } catch (error) {
    // A query that cannot even be read is missed by all of them.
    for (const one of asking) stop(one, error);
  }
}

function reporting(
  { id, severity: usual, fix: usually, conceals }: Check,
  found: Finding[],
): Report {
  return (
    manifest,
    path,
    message,
    fix = usually,
    severity = usual,
    position,
  ) => {
    found.push({
      check: id,
      severity,
      message,
      manifest,
      path,
      ...(fix !== undefined && { fix }),
      ...(position && { position }),
      ...((conceals || holdsSecret(manifest, path)) && { isConcealed: true }),
    });
  };
}

/** A bug of one check is not the end of the others, and not a clean result. */
function broken({ id }: Check, error: unknown): Finding {
  return {
    check: BROKEN,
    severity: "error",
    message: `the check ${id} broke: ${error instanceof Error ? error.message : String(error)}`,
    fix: "report it with the manifests; the other checks are complete",
  };
}

/** Says that a check itself is wrong. */
export const BROKEN = "check/broken";
