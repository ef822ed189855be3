import { down, textOf } from "../manifests/fields";
import type { Manifest, Path } from "../manifests/manifest";
import { secretName } from "./security/secrets/names";

/**
 * Whether a secret is expected at a place: in a Secret's data, and in a
 * variable or a ConfigMap's entry that is called one. No output shows what
 * stands there, whatever is wrong with it.
 */
export function holdsSecret(
  { identity, object }: Manifest,
  path: Path,
): boolean {
  const [field, key = ""] = path;
  const isData = field === "data" || field === "stringData";
  if (identity.kind === "Secret" && isData) return true;
  if (identity.kind === "ConfigMap" && isData)
    return secretName(String(key)) !== undefined;
  if (path.at(-1) !== "value") return false;
  const name = down(object, ...path.slice(0, -1), "name");
  return secretName(textOf(name)) !== undefined;
}
