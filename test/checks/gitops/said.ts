import { pathText } from "../../../src/checks/placed";
import { GITOPS_CHECKS } from "../../../src/checks/gitops/list";
import { runChecks } from "../../../src/checks/run";
import type { Manifest } from "../../../src/manifests/manifest";
import { manifestsOf } from "../istio/manifests-of";

/** `warning namespace metadata.namespace: got …`: what the family says of manifests. */
export function said(given: string | readonly Manifest[]): readonly string[] {
  const manifests = typeof given === "string" ? manifestsOf(given) : given;
  return runChecks(manifests, GITOPS_CHECKS).map(
    ({ severity, check, path = [], message }) =>
      `${severity} ${check.replace("gitops/", "")} ${pathText(path)}: ${message}`,
  );
}

/** Manifests of files: their names, and what stands in each. */
export function inFiles(files: Readonly<Record<string, string>>): Manifest[] {
  return Object.entries(files).flatMap(([file, text]) =>
    manifestsOf(text, file),
  );
}

/** A Deployment whose pods carry the labels; more of its pods' spec where it is given. */
export function deployment(
  name: string,
  labels: string,
  more = "containers: []",
): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec:
  selector: { matchLabels: { ${labels} } }
  template:
    metadata: { labels: { ${labels} } }
    spec: { ${more} }
---`;
}
