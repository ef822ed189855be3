import type { MeshDescription } from "../mesh/mesh";
import { versionsApart } from "../mesh/routing";
import { baseRecordings } from "../signals/base-rules";
import type { Recording } from "../signals/recording";

/** The recordings of a mesh; they count requests to a version's Service as requests to the service. */
export function meshRecordings({
  namespace,
  services,
}: MeshDescription): readonly Recording[] {
  return baseRecordings(
    namespace.name,
    services.map((service) => ({
      service: service.name,
      versions: versionsApart(service),
    })),
  );
}
