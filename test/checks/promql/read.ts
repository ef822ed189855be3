import { parseAllDocuments } from "yaml";
import type { Finding } from "../../../src/checks/finding";
import { PROMQL_CHECKS } from "../../../src/checks/promql/list";
import { queriesOf } from "../../../src/checks/promql/queries";
import { indexOf } from "../../../src/manifests/index-of";
import type { Manifest } from "../../../src/manifests/manifest";

/** Manifests of a text, without their places. */
export function manifestsOf(text: string, file = "rules.yaml"): Manifest[] {
  return parseAllDocuments(text).flatMap((document): Manifest[] => {
    const object = document.toJS() as Record<string, unknown> | null;
    if (!object) return [];
    const { apiVersion = "", kind = "" } = object as Record<string, string>;
    const { name = "", namespace } = (object["metadata"] ?? {}) as {
      name?: string;
      namespace?: string;
    };
    return [
      {
        file,
        identity: { apiVersion, kind, name, ...(namespace && { namespace }) },
        object,
        at: () => ({ line: 1, column: 1 }),
      },
    ];
  });
}

/** All that the checks find in manifests, one check after the other. */
export function findingsIn(manifests: readonly Manifest[]): Finding[] {
  const index = indexOf(manifests);
  const checks = PROMQL_CHECKS.map(({ id, severity, run }) => {
    const found: Finding[] = [];
    const each = run(index, (manifest, path, message, fix, own) =>
      found.push({
        check: id,
        severity: own ?? severity,
        message,
        manifest,
        path,
        ...(fix !== undefined && { fix }),
      }),
    );
    return { found, each };
  });
  for (const query of queriesOf(index))
    for (const { each } of checks) if (typeof each === "function") each(query);
  return checks.flatMap(({ found }) => found);
}

/** `check: message` of each finding. */
export function said(text: string): string[] {
  return findingsIn(manifestsOf(text)).map(
    ({ check, message }) => `${check}: ${message}`,
  );
}
