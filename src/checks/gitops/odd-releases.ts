import { grouped } from "../../manifests/grouped";
import type { Manifest } from "../../manifests/manifest";
import { labelsOfObject } from "../../manifests/metadata";
import type { Report } from "../finding";

/** So many must carry the same label before the others look like a mistake … */
const FEWEST = 3;
/** … and so large a share of all. */
const SHARE = 0.75;

/**
 * Rules and monitors whose label `release` is another than that of nearly all,
 * or that have none. Without a Prometheus to go by, a set that is of one mind
 * tells what is wanted; one that is not tells nothing.
 */
export function oddReleases(
  manifests: readonly Manifest[],
  report: Report,
): void {
  const groups = grouped(manifests, releaseOf);
  for (const [release, those] of groups) {
    if (release === "" || those.length < FEWEST) continue;
    if (those.length < SHARE * manifests.length) continue;
    for (const manifest of manifests) {
      const own = releaseOf(manifest);
      if (own === release) continue;
      report(
        manifest,
        ["metadata", "labels"],
        `got ${own === "" ? "no label release" : `the label release: ${own}`}, where ${String(those.length)} of ${String(manifests.length)} rules and monitors have release: ${release}`,
        `write release: ${release}, by which a Prometheus of kube-prometheus-stack selects`,
      );
    }
  }
}

function releaseOf(manifest: Manifest): string {
  return labelsOfObject(manifest)["release"] ?? "";
}
