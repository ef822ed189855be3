import { destinationsOf } from "../../../manifests/destinations";
import { textsOf } from "../../../manifests/fields";
import type { Index } from "../../../manifests/index-of";
import { knownHosts } from "../../../manifests/known-hosts";
import { namespaceOf, specOf } from "../../../manifests/metadata";
import type { Report } from "../../finding";
import { SERVICE_ENTRY, VIRTUAL_SERVICE } from "../kinds";

/** Hosts and ports that a VirtualService routes to. */
export function destinationHosts(index: Index, report: Report): void {
  if (![...index.kind("/Service"), ...index.kind(SERVICE_ENTRY)].length) return;
  const find = knownHosts(index);
  for (const manifest of index.kind(VIRTUAL_SERVICE)) {
    const exportTo = textsOf(specOf(manifest)["exportTo"]);
    for (const { host, port, path } of destinationsOf(manifest)) {
      const known = find(namespaceOf(manifest), exportTo, host);
      if (!known)
        report(
          manifest,
          [...path, "host"],
          `got the destination ${JSON.stringify(host)}, expected a host of a Service or ServiceEntry that is seen from ${namespaceOf(manifest)}`,
          "name the Service with its namespace, or add the ServiceEntry",
        );
      else if (port !== undefined && !known.ports.includes(port))
        report(
          manifest,
          [...path, "port", "number"],
          `got port ${String(port)} of ${JSON.stringify(host)}, expected one that it serves: ${known.ports.join(", ") || "none"}`,
        );
    }
  }
}
