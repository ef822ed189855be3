import { fieldsOf, listOf, numberOf, textOf } from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import type { Manifest, Path } from "../../manifests/manifest";
import { labelsOfObject, specOf } from "../../manifests/metadata";
import { protocolOfPort } from "../../manifests/protocols";

/** A Service's port from whose name Istio cannot tell what it carries. */
export interface UnclearPort {
  readonly manifest: Manifest;
  readonly path: Path;
  readonly name: string;
  readonly number: number;
  /** Whether the Service is a name for a host elsewhere. */
  readonly isExternal: boolean;
}

const MANAGED = /^istio\.io-(gateway|mesh|eastwest)-controller$/;

export function unclearPorts(index: Index): readonly UnclearPort[] {
  return index.kind("/Service").flatMap((manifest) => {
    const labels = labelsOfObject(manifest);
    // Istio's own Services, and those that istiod makes for a Gateway.
    if (labels["istio"] !== undefined || labels["release"] === "istio")
      return [];
    if (MANAGED.test(labels["gateway.istio.io/managed"] ?? "")) return [];
    const spec = specOf(manifest);
    const isExternal = spec["type"] === "ExternalName";
    return listOf(spec["ports"]).flatMap((entry, i) => {
      const fields = fieldsOf(entry);
      const port = {
        name: textOf(fields["name"]),
        number: numberOf(fields["port"]) ?? 0,
        transport: textOf(fields["protocol"]),
        appProtocol: textOf(fields["appProtocol"]) || undefined,
      };
      const isClear =
        protocolOfPort(port) !== undefined &&
        !(isExternal && port.name === "tcp");
      const path = ["spec", "ports", i, "name"];
      return isClear ? [] : [{ manifest, path, ...port, isExternal }];
    });
  });
}
