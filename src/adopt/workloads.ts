import type { Index } from "../manifests/index-of";
import type { Labels } from "../manifests/metadata";
import { workloadsOf, type Workload } from "../manifests/workloads";
import { annotationOf, flagOf, MESH } from "./annotations";
import type { Clash } from "./label-clash";
import type { FoundWorkload, Patch } from "./found";
import type { Note } from "./notes";
import { INJECT, membershipOf, REVISION } from "./membership";
import { names, type AdoptSettings } from "./settings";
import { podsOf } from "./shares";
import type { FoundVersion } from "./version";
import { baseName, versionOf } from "./version";

/** The version that a workload's own labels, name and annotation say. */
export function ownVersion(workload: Workload): FoundVersion {
  return versionOf(workload, annotationOf(workload.manifest, "version"));
}

/** Every workload, what is known of it, by the object it was read from. */
export function findWorkloads(
  index: Index,
  settings: AdoptSettings,
  services: ReadonlyMap<Workload, string>,
  versions: ReadonlyMap<Workload, FoundVersion>,
): ReadonlyMap<Workload, FoundWorkload> {
  return new Map(
    workloadsOf(index).map((workload) => {
      const { manifest, namespace, labels } = workload;
      const { kind, name } = manifest.identity;
      const { membership, because } = membershipOf(
        index,
        workload,
        saidOf(workload, settings),
        settings.cni ?? false,
      );
      const { version, because: versionBecause } =
        versions.get(workload) ?? ownVersion(workload);
      return [
        workload,
        {
          workload,
          kind,
          namespace,
          name,
          membership,
          membershipBecause: because,
          app:
            labels["app"] ??
            labels["app.kubernetes.io/name"] ??
            services.get(workload) ??
            baseName(name),
          version,
          versionBecause,
          replicas: podsOf(index, workload).count,
        },
      ];
    }),
  );
}

const EXCLUDED = "--exclude";

function saidOf(
  { manifest, namespace }: Workload,
  { exclude = [] }: AdoptSettings,
) {
  const { name } = manifest.identity;
  if (names(exclude, namespace, name)) return { mesh: false, where: EXCLUDED };
  const mesh = flagOf(manifest, "mesh");
  return {
    where: "annotation sidelight.dev/mesh",
    ...(mesh !== undefined && { mesh }),
  };
}

/** The labels that pods lack, and notes on those that they cannot get. */
export function podPatches(
  workloads: readonly FoundWorkload[],
  clash: Clash,
  revision: string | undefined,
): { readonly patches: readonly Patch[]; readonly notes: readonly Note[] } {
  const all = workloads.map((found) => labelsFor(found, clash, revision));
  return {
    patches: all.flatMap(({ patches }) => patches),
    notes: all.flatMap(({ notes }) => notes),
  };
}

function labelsFor(
  found: FoundWorkload,
  clash: Clash,
  revision: string | undefined,
): ReturnType<typeof podPatches> {
  const { workload, app, version, versionBecause, namespace } = found;
  if (found.membershipBecause === EXCLUDED)
    return { patches: keepExcluded(workload), notes: [] };
  if (found.membership === "out" || found.kind === "Job")
    return { patches: [], notes: [] };
  const wanted: readonly (readonly [string, string, string])[] = [
    ["app", app, "Istio's app of the pods; it had none"],
    ["version", version, versionBecause],
    ...(found.membership === "joins"
      ? [
          revision === undefined
            ? ([INJECT, "true", "takes the pods into the mesh"] as const)
            : ([
                REVISION,
                revision,
                "takes the pods into the mesh of that revision",
              ] as const),
        ]
      : []),
  ];
  const patches: Patch[] = [];
  const notes: Note[] = [];
  let labels: Labels = workload.labels;
  for (const [label, value, because] of wanted) {
    if (labels[label] !== undefined) continue;
    const by = clash(namespace, labels, { [label]: value });
    if (by && label !== INJECT && label !== REVISION) {
      const { kind, name } = by.identity;
      notes.push({
        namespace,
        about: `${found.kind} ${found.name}`,
        text: `no label ${label}: ${value}: the selector of ${kind} ${name} would see these pods otherwise`,
      });
      continue;
    }
    labels = { ...labels, [label]: value };
    patches.push({
      manifest: workload.manifest,
      path: [...workload.path, "metadata", "labels", label],
      value,
      because,
    });
  }
  return { patches, notes };
}

/** On the workload, not on its pods: nothing restarts for it. */
function keepExcluded({ manifest }: Workload): readonly Patch[] {
  if (annotationOf(manifest, "mesh") !== undefined) return [];
  return [
    {
      manifest,
      path: ["metadata", "annotations", MESH],
      value: "false",
      because: `keeps what ${EXCLUDED} said`,
    },
  ];
}
