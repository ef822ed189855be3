import { down, fieldsOf, listOf, textOf } from "./fields";
import type { Index } from "./index-of";
import type { Path } from "./manifest";
import { workloadsOf, type Workload } from "./workloads";

/** An object that a pod uses, by name, in its own namespace. */
export interface PodReference {
  readonly workload: Workload;
  readonly kind:
    "ConfigMap" | "Secret" | "ServiceAccount" | "PersistentVolumeClaim";
  readonly name: string;
  /** What it must hold. @default - nothing in particular */
  readonly key?: string;
  readonly path: Path;
}

type Found = Omit<PodReference, "workload">;

const read = new WeakMap<Index, readonly PodReference[]>();

/** What pods ask for; optional references are left out. */
export function podReferences(index: Index): readonly PodReference[] {
  const known =
    read.get(index) ??
    workloadsOf(index).flatMap((workload) =>
      inPod(workload)
        .filter(({ name }) => name !== "")
        .map((found) => ({ ...found, workload })),
    );
  read.set(index, known);
  return known;
}

function inPod({ spec, path }: Workload): readonly Found[] {
  const at: Path = [...path, "spec"];
  return [
    {
      kind: "ServiceAccount",
      name: textOf(spec["serviceAccountName"]),
      path: [...at, "serviceAccountName"],
    },
    ...listOf(spec["imagePullSecrets"]).map((secret, i) => ({
      kind: "Secret" as const,
      name: textOf(fieldsOf(secret)["name"]),
      path: [...at, "imagePullSecrets", i, "name"],
    })),
    ...["containers", "initContainers", "ephemeralContainers"].flatMap((list) =>
      listOf(spec[list]).flatMap((container, i) =>
        inContainer(container, [...at, list, i]),
      ),
    ),
    ...listOf(spec["volumes"]).flatMap((volume, i) =>
      inVolume(volume, [...at, "volumes", i]),
    ),
  ];
}

function inContainer(container: unknown, at: Path): readonly Found[] {
  return [
    ...listOf(down(container, "envFrom")).flatMap((from, i) => [
      ...named("ConfigMap", from, [...at, "envFrom", i], "configMapRef"),
      ...named("Secret", from, [...at, "envFrom", i], "secretRef"),
    ]),
    ...listOf(down(container, "env")).flatMap((entry, i) => {
      const from = down(entry, "valueFrom");
      const way: Path = [...at, "env", i, "valueFrom"];
      return [
        ...named("ConfigMap", from, way, "configMapKeyRef"),
        ...named("Secret", from, way, "secretKeyRef"),
      ];
    }),
  ];
}

function inVolume(volume: unknown, at: Path): readonly Found[] {
  const claim = down(volume, "persistentVolumeClaim", "claimName");
  return [
    ...named("ConfigMap", volume, at, "configMap"),
    ...named("Secret", volume, at, "secret", "secretName"),
    {
      kind: "PersistentVolumeClaim",
      name: textOf(claim),
      path: [...at, "persistentVolumeClaim", "claimName"],
    },
    ...listOf(down(volume, "projected", "sources")).flatMap((source, i) => [
      ...named(
        "ConfigMap",
        source,
        [...at, "projected", "sources", i],
        "configMap",
      ),
      ...named("Secret", source, [...at, "projected", "sources", i], "secret"),
    ]),
  ];
}

/** The reference below a field, once for each key that it asks for. */
function named(
  kind: "ConfigMap" | "Secret",
  parent: unknown,
  at: Path,
  field: string,
  nameField = "name",
): readonly Found[] {
  const reference = fieldsOf(fieldsOf(parent)[field]);
  if (reference["optional"] === true) return [];
  const own = {
    kind,
    name: textOf(reference[nameField]),
    path: [...at, field, nameField],
  };
  const keyed = (key: string, way: Path): Found[] =>
    key === "" ? [] : [{ ...own, key, path: way }];
  return [
    own,
    ...keyed(textOf(reference["key"]), [...at, field, "key"]),
    ...listOf(reference["items"]).flatMap((item, i) =>
      keyed(textOf(fieldsOf(item)["key"]), [...at, field, "items", i, "key"]),
    ),
  ];
}
