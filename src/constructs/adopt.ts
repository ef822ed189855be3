import { ApiObject, JsonPatch } from "cdk8s";
import { Construct } from "constructs";
import { adopt as adoptManifests, type Adoption } from "../adopt/adopt";
import type { AdoptSettings } from "../adopt/settings";
import type { Patch } from "../adopt/found";
import { patched } from "../adopt/patch";
import { MESH_FILE } from "../adopt/place";
import { down, fieldsOf, isSet } from "../manifests/fields";
import type { Manifest, Path } from "../manifests/manifest";
import { PROTOCOLS } from "../manifests/protocols";
import { objectiveCheck } from "../mesh/objective";
import { dnsLabel, labelKey, labelValue } from "../mesh/scalars";
import {
  flag,
  listOf,
  mapOf,
  oneOf,
  optional,
  shape,
  text,
} from "../mesh/shape";
import { Place } from "../problems/place";
import type { Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";
import { addAdopted } from "./adopted";
import { report } from "./report";

const settingsShape = shape<AdoptSettings>({
  namespace: optional(dnsLabel),
  slo: optional(objectiveCheck),
  protocols: optional(mapOf(oneOf(...PROTOCOLS))),
  exclude: optional(listOf(text)),
  labels: optional(mapOf(labelValue, labelKey)),
  scrape: optional(oneOf("operator", "annotations")),
  revision: optional(dnsLabel),
  cni: optional(flag),
});

/**
 * Brings everything below a construct into the mesh, as `sidelight adopt` does
 * with files: an Include, cdk8s-plus Deployments and Services, any ApiObjects.
 * They get what the mesh needs as JSON patches, and charts beside them hold what
 * it adds. Call it last: it sees what is there by then. What it found and
 * changed is in what it returns; it is empty where the settings are wrong.
 *
 *     new Include(chart, "shop", { url: "k8s/shop.yaml" });
 *     adopt(chart, { slo: { availability: 99.9, page: false } });
 *     => 00-mesh: PeerAuthentication, Telemetry, PodMonitor …; web-mesh: PrometheusRule web
 */
export function adopt(
  scope: Construct,
  settings: AdoptSettings = {},
): Adoption | undefined {
  const problems: Problem[] = [];
  const at = new Place(`adopt ${scope.node.path || "the app"}`, problems);
  settingsShape(settings, at);
  const around = [...scope.node.scopes, ...scope.node.findAll()];
  if (around.some((construct) => done.has(construct)))
    at.error(
      "got the same objects a second time",
      "adopt them once, after all of them are made",
    );
  const adoption = hasErrors(problems)
    ? undefined
    : adoptBelow(scope, settings, problems);
  report(scope, problems);
  return adoption;
}

/** Whose objects have been adopted. */
const done = new WeakSet<object>();

function adoptBelow(
  scope: Construct,
  settings: AdoptSettings,
  problems: Problem[],
): Adoption {
  const objects = new Map<Manifest["at"], ApiObject>();
  const manifests = scope.node
    .findAll()
    .filter((construct) => construct instanceof ApiObject)
    .filter((object) => isSingle(object, problems))
    .map((object) => {
      const manifest = manifestOf(object);
      objects.set(manifest.at, object);
      return manifest;
    });
  done.add(scope);
  const adoption = adoptManifests(manifests, settings);
  problems.push(...adoption.problems);
  for (const { manifest } of adoption.objects) {
    const own = adoption.patches.filter((patch) => patch.manifest === manifest);
    const object = objects.get(manifest.at);
    if (object && own.length > 0)
      object.addJsonPatch(...operations(manifest, own));
  }
  const several = adoption.namespaces.length > 1;
  const beside = new Construct(scope, "adopted");
  for (const namespace of adoption.namespaces)
    problems.push(
      ...addAdopted(beside, namespace, (file) => {
        const id = file === MESH_FILE ? file : `${file}-mesh`;
        return several ? `${namespace.name}.${id}` : id;
      }),
    );
  return adoption;
}

/** A List stays one object in cdk8s, so nothing can be said of its items. */
function isSingle(object: ApiObject, problems: Problem[]): boolean {
  const isList = object.kind.endsWith("List");
  if (isList)
    problems.push({
      severity: "warning",
      where: `adopt ${object.node.path}`,
      message:
        "got a List, expected single objects; its items are left as they are",
      fix: "write its items as documents of their own, with --- between them",
    });
  return !isList;
}

/** An object as the pure rooms know one; its place is its construct's path. */
function manifestOf(construct: ApiObject): Manifest {
  const object = fieldsOf(construct.toJson());
  const { name, namespace } = construct.metadata;
  return {
    file: construct.node.path,
    identity: {
      apiVersion: construct.apiVersion,
      kind: construct.kind,
      name: name ?? construct.name,
      ...(namespace !== undefined && { namespace }),
    },
    object,
    at: () => ({ line: 1, column: 1 }),
  };
}

/** RFC 6902 adds into what is there only, so what is missing is added with its parents. */
function operations(
  manifest: Manifest,
  patches: readonly Patch[],
): readonly JsonPatch[] {
  let object = manifest.object;
  return patches.map((patch) => {
    const depth = patch.path.findIndex(
      (_, index) => !isSet(down(object, ...patch.path.slice(0, index + 1))),
    );
    const path = patch.path.slice(0, depth + 1 || undefined);
    object = patched({ ...manifest, object }, [patch]);
    return JsonPatch.add(pointer(path), down(object, ...path));
  });
}

function pointer(path: Path): string {
  return path
    .map((key) => `/${`${key}`.replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}
