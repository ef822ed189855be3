import type { Manifest } from "../manifests/manifest";
import type { MeshConfig } from "../manifests/mesh-config";
import { readManifests } from "../manifests/read";
import { readMeshConfig } from "../manifests/read-mesh-config";
import type { Problem } from "../problems/problem";

/** What manifests are judged by, beside what is built in. */
export interface Settings {
  readonly mesh: MeshConfig | undefined;
  readonly crds: readonly Manifest[];
  readonly problems: readonly Problem[];
}

/** Reads the files of settings that a caller names. */
export async function readSettings(
  meshConfig: string | undefined,
  crds: readonly string[],
): Promise<Settings> {
  const mesh =
    meshConfig === undefined ? undefined : readMeshConfig(meshConfig);
  const definitions = await readManifests(crds);
  return {
    mesh: mesh?.value,
    crds: definitions.manifests,
    problems: [
      ...(mesh?.problems ?? []),
      ...definitions.unread.map(({ severity, file, message, fix }) => ({
        severity,
        where: `--crd ${file}`,
        message,
        fix,
      })),
    ],
  };
}
