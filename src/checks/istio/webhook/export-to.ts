import { textsOf } from "../../../manifests/fields";
import type { Manifest } from "../../../manifests/manifest";
import { namespaceOf, specOf } from "../../../manifests/metadata";
import { refuse, when, type Complaint } from "./complaint";
import { isDnsLabel } from "./names";

/** `.`, `*` alone, or namespaces, each once. */
export function exportToAt(manifest: Manifest): readonly Complaint[] {
  const scopes = textsOf(specOf(manifest)["exportTo"]);
  const path = ["spec", "exportTo"];
  const isEntry = manifest.identity.kind === "ServiceEntry";
  const whole = scopes.map((scope) =>
    scope === "." ? namespaceOf(manifest) : scope,
  );
  return [
    ...whole.flatMap((scope, i) =>
      when(
        whole.indexOf(scope) < i ||
          !(scope === "*" || (isEntry && scope === "~") || isDnsLabel(scope)),
        refuse(
          [...path, i],
          `got ${JSON.stringify(scopes[i])} in exportTo, expected ., * or namespaces, each once`,
        ),
      ),
    ),
    ...when(
      scopes.length > 1 && (scopes.includes("*") || scopes.includes("~")),
      refuse(
        path,
        "got all or none in exportTo beside namespaces, expected one of them",
      ),
    ),
  ];
}
