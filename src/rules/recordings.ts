import { splitNames } from "../mesh/engine";
import type { MeshDescription } from "../mesh/mesh";
import { baseRecordings } from "../signals/base-rules";
import type { Recording } from "../signals/recording";

/** The recordings of a mesh, which all of its other rules read. */
export function recordingsOf({
  namespace,
  services,
}: MeshDescription): readonly Recording[] {
  return baseRecordings(namespace.name, splitNames(services));
}
