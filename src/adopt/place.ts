import { down, fieldsOf, listOf, textOf, textsOf } from "../manifests/fields";
import { fullHost } from "../manifests/hosts";
import type { Index } from "../manifests/index-of";
import type { Manifest } from "../manifests/manifest";
import { namespaceOf, specOf } from "../manifests/metadata";
import { podsByLabels } from "../manifests/by-labels";
import type { Workload } from "../manifests/workloads";
import type { FoundService, FoundWorkload } from "./found";
import { isAdded } from "./taken";

/** Objects that stand in no namespace: before everything that needs them. */
export const CLUSTER_FILE = "00-cluster";
/** What the mesh adds for a whole namespace. */
export const MESH_FILE = "00-mesh";
/** What is no single service's. */
export const SHARED_FILE = "01-shared";

/** The file of each object, by whose it is, without its namespace and ending. */
export function placesOf(
  index: Index,
  services: readonly FoundService[],
  workloads: readonly FoundWorkload[],
  isCluster: (manifest: Manifest) => boolean,
): (manifest: Manifest) => string {
  const ofWorkload = new Map<Workload, string>();
  for (const service of [...services].sort(byCloseness))
    for (const { workload } of service.workloads)
      if (!ofWorkload.has(workload)) ofWorkload.set(workload, service.name);
  const places = new Map<Manifest, string>();
  const hosts = new Map<string, string>();
  for (const { namespace, name } of services)
    hosts.set(fullHost(name, namespace), name);
  for (const manifest of index.kind("/Service"))
    places.set(manifest, manifest.identity.name);
  const users = new Map<string, Set<string>>();
  const targets = new Map<string, string>();
  for (const { workload, namespace, name, kind } of workloads) {
    const file = ofWorkload.get(workload) ?? name;
    places.set(workload.manifest, file);
    targets.set(`${namespace} ${kind} ${name}`, file);
    for (const used of usedBy(workload)) {
      const files = users.get(`${namespace} ${used}`) ?? new Set();
      users.set(`${namespace} ${used}`, files.add(file));
    }
  }
  return (manifest) => {
    if (isCluster(manifest)) return CLUSTER_FILE;
    const { kind, name } = manifest.identity;
    const namespace = namespaceOf(manifest);
    if (isAdded(manifest)) return MESH_FILE;
    const known = places.get(manifest);
    if (known !== undefined) return known;
    const spec = specOf(manifest);
    switch (kind) {
      case "HorizontalPodAutoscaler":
      case "VerticalPodAutoscaler":
      case "ScaledObject": {
        const target = fieldsOf(spec["scaleTargetRef"] ?? spec["targetRef"]);
        const file = targets.get(
          `${namespace} ${textOf(target["kind"]) || "Deployment"} ${textOf(target["name"])}`,
        );
        return file ?? SHARED_FILE;
      }
      case "PodDisruptionBudget":
        return only(
          podsByLabels(index)
            .taken(namespace, spec["selector"])
            .map(
              ({ manifest: { identity } }) =>
                targets.get(`${namespace} ${identity.kind} ${identity.name}`) ??
                "",
            ),
        );
      case "VirtualService":
      case "DestinationRule":
        return only(
          [textOf(spec["host"]), ...textsOf(spec["hosts"])]
            .filter((host) => host !== "")
            .map((host) => hosts.get(fullHost(host, namespace)) ?? SHARED_FILE),
        );
      default:
        return only([...(users.get(`${namespace} ${kind} ${name}`) ?? [])]);
    }
  };
}

/** A workload stands with the Service that bears its name, else with one inside the cluster. */
function byCloseness(a: FoundService, b: FoundService): number {
  const distance = ({ name, workloads, manifest }: FoundService) =>
    (workloads.some((one) => one.name === name) ? 0 : 2) +
    (["LoadBalancer", "NodePort"].includes(textOf(specOf(manifest)["type"]))
      ? 1
      : 0);
  return distance(a) - distance(b) || (a.name < b.name ? -1 : 1);
}

function only(files: readonly string[]): string {
  const [file, ...others] = new Set(files);
  return file !== undefined && others.length === 0 ? file : SHARED_FILE;
}

/** What a pod's spec names: `ServiceAccount web`, `ConfigMap web-config`. */
function* usedBy({ spec }: Workload): Generator<string> {
  yield `ServiceAccount ${textOf(spec["serviceAccountName"])}`;
  for (const entry of listOf(spec["imagePullSecrets"]))
    yield `Secret ${textOf(fieldsOf(entry)["name"])}`;
  for (const volume of listOf(spec["volumes"])) {
    yield `ConfigMap ${textOf(down(volume, "configMap", "name"))}`;
    yield `Secret ${textOf(down(volume, "secret", "secretName"))}`;
    yield `PersistentVolumeClaim ${textOf(down(volume, "persistentVolumeClaim", "claimName"))}`;
  }
  for (const list of ["containers", "initContainers"])
    for (const container of listOf(spec[list])) {
      for (const entry of listOf(fieldsOf(container)["envFrom"])) {
        yield `ConfigMap ${textOf(down(entry, "configMapRef", "name"))}`;
        yield `Secret ${textOf(down(entry, "secretRef", "name"))}`;
      }
      for (const entry of listOf(fieldsOf(container)["env"])) {
        yield `ConfigMap ${textOf(down(entry, "valueFrom", "configMapKeyRef", "name"))}`;
        yield `Secret ${textOf(down(entry, "valueFrom", "secretKeyRef", "name"))}`;
      }
    }
}
