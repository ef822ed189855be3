import { destinationsOf } from "../../../manifests/destinations";
import { fieldsOf, listOf, textOf } from "../../../manifests/fields";
import { serviceOfHost } from "../../../manifests/hosts";
import type { Index } from "../../../manifests/index-of";
import { namespaceOf, specOf } from "../../../manifests/metadata";
import type { Report } from "../../finding";
import { DESTINATION_RULE, VIRTUAL_SERVICE } from "../kinds";

/** Subsets that a VirtualService routes to. */
export function destinationSubsets(index: Index, report: Report): void {
  if (index.kind(DESTINATION_RULE).length === 0) return;
  const defined = new Set(
    index.kind(DESTINATION_RULE).flatMap((manifest) => {
      const { host, subsets } = specOf(manifest);
      const service = serviceOfHost(textOf(host), namespaceOf(manifest));
      return listOf(subsets).map(
        (subset) => `${service}+${textOf(fieldsOf(subset)["name"])}`,
      );
    }),
  );
  for (const manifest of index.kind(VIRTUAL_SERVICE))
    for (const { host, subset, path } of destinationsOf(manifest)) {
      if (subset === "") continue;
      const service = serviceOfHost(host, namespaceOf(manifest));
      if (defined.has(`${service}+${subset}`)) continue;
      report(
        manifest,
        [...path, "subset"],
        `got the subset ${JSON.stringify(subset)} of ${JSON.stringify(host)}, expected one that a DestinationRule of that host defines`,
        "add the subset to the DestinationRule; until then the route answers 503",
      );
    }
}
