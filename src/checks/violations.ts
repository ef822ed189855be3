import type { Manifest } from "../manifests/manifest";
import { ALL_CHECKS } from "./all";
import type { Placed } from "./placed";

/** A check that found something, and where, as cdk8s's report takes it. */
export interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: readonly {
    readonly resourceName: string;
    readonly manifestPath: string;
    readonly locations: readonly string[];
  }[];
}

/** Errors and warnings, a violation for each check that has any. */
export function violationsOf(
  findings: readonly Placed[],
  manifests: readonly Manifest[],
): readonly Violation[] {
  const nameOf = resourceNames(manifests);
  const byCheck = new Map<string, Placed[]>();
  for (const finding of findings)
    if (finding.severity !== "info") {
      const others = byCheck.get(finding.check);
      if (others) others.push(finding);
      else byCheck.set(finding.check, [finding]);
    }
  return [...byCheck].map(([check, found]) => {
    const told = ALL_CHECKS.find(({ id }) => id === check);
    const fixes = new Set(found.flatMap(({ fix }) => fix ?? []));
    return {
      ruleName: check,
      recommendation: told ? `${told.demands} ${told.why}` : "See the places.",
      fix: fixes.size === 1 ? [...fixes].join("") : "See the places.",
      violatingResources: found.map(
        ({ manifest, file, line, column, severity, message, fix }) => ({
          resourceName: manifest ? nameOf(manifest) : "N/A",
          manifestPath: file,
          locations: [
            `${line}:${column} ${severity}: ${message}${fix === undefined ? "" : `; fix: ${fix}`}`,
          ],
        }),
      ),
    };
  });
}

/**
 * cdk8s looks up an object's construct by its name alone, and so blames another
 * object's where two have one name: these get their kind before the name, which
 * it does not find.
 */
function resourceNames(
  manifests: readonly Manifest[],
): (manifest: Manifest) => string {
  const counts = new Map<string, number>();
  for (const { identity } of manifests)
    counts.set(identity.name, (counts.get(identity.name) ?? 0) + 1);
  return ({ identity: { kind, name } }) =>
    (counts.get(name) ?? 0) > 1 ? `${kind} ${name}` : name;
}
