import { textsOf } from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import type { Manifest, Path } from "../../manifests/manifest";
import { specOf } from "../../manifests/metadata";
import { VIRTUAL_SERVICE } from "./kinds";

/** Each gateway that a VirtualService names, but for the mesh. */
export function gatewayBindings(
  index: Index,
): readonly { manifest: Manifest; name: string; path: Path }[] {
  return index.kind(VIRTUAL_SERVICE).flatMap((manifest) =>
    textsOf(specOf(manifest)["gateways"]).flatMap((name, i) => {
      const path = ["spec", "gateways", i];
      return name === "mesh" ? [] : [{ manifest, name, path }];
    }),
  );
}
