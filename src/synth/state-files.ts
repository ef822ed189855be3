import { dirname } from "node:path";
import type { Manifest } from "../manifests/manifest";
import { toYaml } from "../manifests/yaml";
import type { RenderedFile } from "./render";
import { GENERATED } from "./render";

/** The files of a state, each object in the file that it was read from. */
export function filesOfState(
  state: readonly Manifest[],
): readonly RenderedFile[] {
  const files = new Map<string, Manifest[]>();
  for (const manifest of state) {
    const others = files.get(manifest.file);
    if (others) others.push(manifest);
    else files.set(manifest.file, [manifest]);
  }
  return [...files].map(([path, manifests]) => ({
    path,
    content:
      GENERATED + manifests.map(({ object }) => toYaml(object)).join("---\n"),
    objects: manifests.length,
    ...(dirname(path) !== "." && { folder: dirname(path) }),
  }));
}
