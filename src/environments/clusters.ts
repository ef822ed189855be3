import type { MeshDescription, MeshProps } from "../mesh/mesh";
import type { Place } from "../problems/place";

/** A described environment. */
export interface Environment {
  readonly name: string;
  /** Below dist/ and artifacts/; empty for a single environment. */
  readonly folder: string;
  readonly cluster: string;
  readonly mesh: MeshDescription;
  /** The mesh as this environment has it, before it was described. */
  readonly props: MeshProps;
}

/** What two environments of one cluster cannot both have. */
export function sharedClusters(
  environments: readonly Environment[],
  at: Place,
): void {
  const namespaces = new Map<string, string>();
  const scrapers = new Map<string, string>();
  for (const { name, cluster, mesh } of environments) {
    const { namespace, monitoring } = mesh;
    const inNamespace = claim(namespaces, `${cluster}/${namespace.name}`, name);
    if (inNamespace !== undefined)
      at.at(name)
        .at("namespace")
        .error(
          `got the namespace ${namespace.name}, which ${inNamespace} has in the same cluster`,
          `give it a namespace of its own, or say that it is another cluster: cluster: "${name}"`,
        );
    if (!monitoring.controlPlane || inNamespace !== undefined) continue;
    const scraper = claim(
      scrapers,
      `${cluster}/${monitoring.istioNamespace}`,
      name,
    );
    if (scraper !== undefined)
      at.at(name)
        .at("monitoring")
        .at("controlPlane")
        .error(
          `got istiod scraped a second time; ${scraper} does it in the same cluster, and all would count twice`,
          `write monitoring: { controlPlane: false }, or say that it is another cluster: cluster: "${name}"`,
        );
  }
}

/** Who had it before. */
function claim(
  owners: Map<string, string>,
  key: string,
  owner: string,
): string | undefined {
  const first = owners.get(key);
  if (first === undefined) owners.set(key, owner);
  return first;
}
