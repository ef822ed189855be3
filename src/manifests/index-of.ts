import type { Manifest } from "./manifest";
import type { MeshConfig } from "./mesh-config";

/**
 * All manifests by what checks ask for, made once in one pass. Groups and kinds
 * are as written without the version: `networking.istio.io/VirtualService`,
 * `/Service` for the core group.
 */
export interface Index {
  readonly all: readonly Manifest[];
  readonly mesh: MeshConfig;
  /** CustomResourceDefinitions to judge by, which are not judged: `--crd`. */
  readonly crds: readonly Manifest[];
  /** Objects of a kind, in the order in which they were read. */
  readonly kind: (groupKind: string) => readonly Manifest[];
  /** An object by kind, namespace ("" for cluster-scoped or left out) and name. */
  readonly find: (
    groupKind: string,
    namespace: string,
    name: string,
  ) => Manifest | undefined;
}

export function indexOf(
  manifests: readonly Manifest[],
  mesh: MeshConfig = {},
  crds: readonly Manifest[] = [],
): Index {
  const kinds = new Map<string, Manifest[]>();
  const names = new Map<string, Manifest>();
  for (const manifest of manifests) {
    const { kind, name, namespace = "" } = manifest.identity;
    const key = groupKindOf(manifest.identity);
    const group = kinds.get(key);
    if (group) group.push(manifest);
    else kinds.set(key, [manifest]);
    const full = `${key} ${namespace} ${name}`;
    if (kind !== "" && !names.has(full)) names.set(full, manifest);
  }
  return {
    all: manifests,
    mesh,
    crds,
    kind: (groupKind) => kinds.get(groupKind) ?? [],
    find: (groupKind, namespace, name) =>
      names.get(`${groupKind} ${namespace} ${name}`),
  };
}

/** `networking.istio.io/VirtualService`; `/Service` for the core group. */
export function groupKindOf({
  apiVersion,
  kind,
}: {
  readonly apiVersion: string;
  readonly kind: string;
}): string {
  const slash = apiVersion.indexOf("/");
  return `${slash < 0 ? "" : apiVersion.slice(0, slash)}/${kind}`;
}
