import type { Manifest, Path } from "../manifests/manifest";

/** Whether a place is among a Secret's data: no output shows what stands there. */
export function isSecretData(manifest: Manifest, [field]: Path): boolean {
  return (
    manifest.identity.kind === "Secret" &&
    (field === "data" || field === "stringData")
  );
}
