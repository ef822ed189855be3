import { ApiObject, JsonPatch } from "cdk8s";
import { Construct } from "constructs";
import { adopt, type Adoption } from "../adopt/adopt";
import type { Patch } from "../adopt/found";
import { patched } from "../adopt/patch";
import { MESH_FILE } from "../adopt/place";
import type { AdoptSettings } from "../adopt/settings";
import { down, fieldsOf, isSet } from "../manifests/fields";
import type { Manifest, Path } from "../manifests/manifest";
import type { Problem } from "../problems/problem";
import { addAdopted } from "./adopted";

/** Adopts all that stands below a construct, with settings that are sound. */
export function adoptBelow(
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
  const adoption = adopt(manifests, settings);
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
