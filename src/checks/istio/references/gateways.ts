import { textsOf } from "../../../manifests/fields";
import { findGateway } from "../../../manifests/gateway-hosts";
import type { Index } from "../../../manifests/index-of";
import { namespaceOf, specOf } from "../../../manifests/metadata";
import type { Report } from "../../finding";
import { isInternalGateway } from "../internal-gateway";
import { VIRTUAL_SERVICE } from "../kinds";

/** Gateways that a VirtualService is bound to. */
export function boundGateways(index: Index, report: Report): void {
  const read = new Set(index.all.map(namespaceOf));
  for (const manifest of index.kind(VIRTUAL_SERVICE))
    textsOf(specOf(manifest)["gateways"]).forEach((name, i) => {
      if (name === "mesh" || isInternalGateway(name)) return;
      if (findGateway(index, namespaceOf(manifest), name)) return;
      const [other = "", own] = name.split("/");
      // The gateways of another namespace are mostly somebody else's manifests.
      if (own !== undefined && !read.has(other)) return;
      report(
        manifest,
        ["spec", "gateways", i],
        `got the gateway ${JSON.stringify(name)}, expected a Gateway of that name`,
        "write <namespace>/<name> for a gateway of another namespace",
      );
    });
}
