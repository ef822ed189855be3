import { down, fieldsOf, listOf, textsOf } from "../../../manifests/fields";
import type { Index } from "../../../manifests/index-of";
import { specOf } from "../../../manifests/metadata";
import type { Report } from "../../finding";
import { AUTHORIZATION_POLICY } from "../kinds";

/** Namespaces that an AuthorizationPolicy names as a source. */
export function sourceNamespaces(index: Index, report: Report): void {
  const namespaces = index.kind("/Namespace").map(({ identity }) => identity);
  if (namespaces.length === 0) return;
  for (const manifest of index.kind(AUTHORIZATION_POLICY))
    listOf(specOf(manifest)["rules"]).forEach((rule, i) => {
      listOf(fieldsOf(rule)["from"]).forEach((from, j) => {
        for (const field of ["namespaces", "notNamespaces"] as const)
          textsOf(down(from, "source", field)).forEach((pattern, k) => {
            if (namespaces.some(({ name }) => takes(pattern, name))) return;
            report(
              manifest,
              ["spec", "rules", i, "from", j, "source", field, k],
              `got the namespace ${JSON.stringify(pattern)}, expected a Namespace of that name`,
            );
          });
      });
    });
}

function takes(pattern: string, name: string): boolean {
  if (pattern.startsWith("*")) return name.endsWith(pattern.slice(1));
  if (pattern.endsWith("*")) return name.startsWith(pattern.slice(0, -1));
  return name.toLowerCase() === pattern.toLowerCase();
}
