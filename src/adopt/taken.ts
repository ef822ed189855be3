import { down, fieldsOf, listOf, textOf } from "../manifests/fields";
import { groupKindOf } from "../manifests/index-of";
import type { Manifest } from "../manifests/manifest";
import { labelsOfObject } from "../manifests/metadata";
import { clusterScoped } from "../manifests/scope";
import { WORKLOAD_KINDS } from "../manifests/workloads";
import { dnsLabel, dnsSubdomain } from "../mesh/scalars";
import { Place } from "../problems/place";
import type { Problem } from "../problems/problem";
import { canonical } from "./canonical";
import { withoutServerSide } from "./server-side";

/** The label of every object that sidelight adds, by which it knows its own again. */
export const MANAGED_BY = "app.kubernetes.io/managed-by";
export const SIDELIGHT = "sidelight";

/** What was read, as it is worked on: each object once, in one order. */
export interface Taken {
  readonly manifests: readonly Manifest[];
  /** What an earlier run added; it is made anew. */
  readonly own: readonly Manifest[];
  /** Objects that stand in no namespace. */
  readonly isCluster: (manifest: Manifest) => boolean;
  /** Namespaces that any object names. */
  readonly written: ReadonlySet<string>;
  /** From how many objects the cluster's own fields were taken out, by field. */
  readonly stripped: ReadonlyMap<string, number>;
  /** What does not come out, and why. */
  readonly leftOut: readonly string[];
  readonly problems: readonly Problem[];
}

export function takeIn(given: readonly Manifest[], namespace: string): Taken {
  const stripped = new Map<string, number>();
  const leftOut: string[] = [];
  const problems: Problem[] = [];
  const isCluster = clusterScoped(given);
  const written = new Set<string>();
  const controllers = new Set(given.map(owner));
  const chosen = new Map<string, Manifest>();
  const counted = new Map<string, number>();
  for (const manifest of given) {
    const { identity } = manifest;
    const why = notApplied(manifest, controllers);
    if (why !== undefined) {
      counted.set(why, (counted.get(why) ?? 0) + 1);
      continue;
    }
    const wrong = identity.name === "" ? nameless(manifest) : refused(manifest);
    if (wrong) {
      problems.push(wrong);
      continue;
    }
    const clean = withoutServerSide(manifest.object);
    for (const field of clean.removed)
      stripped.set(field, (stripped.get(field) ?? 0) + 1);
    const taken: Manifest = {
      ...manifest,
      object: clean.object,
      identity:
        isCluster(manifest) || identity.namespace !== undefined
          ? identity
          : { ...identity, namespace },
    };
    if (identity.namespace !== undefined) written.add(identity.namespace);
    const key = keyOf(taken);
    const before = chosen.get(key);
    if (before && textOfObject(before) !== textOfObject(taken))
      problems.push(twice(before, taken));
    chosen.set(key, taken);
  }
  for (const [why, count] of counted)
    leftOut.push(`${count === 1 ? "1 object" : `${count} objects`} ${why}`);
  const all = [...chosen]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, manifest]) => manifest);
  return {
    manifests: all.filter((manifest) => !isOwn(manifest)),
    own: all.filter(isOwn),
    isCluster,
    written,
    stripped,
    leftOut: leftOut.sort(),
    problems,
  };
}

/** An EnvoyFilter stays: the Mixer metric that it was made of is gone. */
function isOwn(manifest: Manifest): boolean {
  return isAdded(manifest) && manifest.identity.kind !== "EnvoyFilter";
}

/** Whether sidelight added an object, now or before. */
export function isAdded(manifest: Manifest): boolean {
  return labelsOfObject(manifest)[MANAGED_BY] === SIDELIGHT;
}

/** The namespace that an earlier run took for that of objects which name none: its alerts say it. */
export function earlierNamespace(
  given: readonly Manifest[],
): string | undefined {
  const groups = given
    .filter((one) => isAdded(one) && one.identity.namespace === undefined)
    .flatMap(({ object }) => listOf(down(object, "spec", "groups")));
  return groups
    .flatMap((group) => listOf(fieldsOf(group)["rules"]))
    .map((rule) => textOf(down(rule, "labels", "namespace")))
    .find((namespace) => namespace !== "");
}

function keyOf({ identity }: Manifest): string {
  const { namespace = "", name } = identity;
  return `${namespace} ${groupKindOf(identity)} ${name}`;
}

function textOfObject({ object }: Manifest): string {
  return JSON.stringify(canonical(object));
}

/** Why an object is nothing to apply; undefined where it is. */
function notApplied(
  manifest: Manifest,
  controllers: ReadonlySet<string>,
): string | undefined {
  const { kind, apiVersion } = manifest.identity;
  if (kind === "") return "that are plain files of Prometheus rules";
  if (apiVersion.startsWith("kustomize.config.k8s.io/"))
    return "that kustomize reads: give sidelight what it makes, kubectl kustomize … | sidelight adopt -";
  if (apiVersion.startsWith("events.k8s.io/") || kind === "Event")
    return "that are events of the cluster";
  const owners = listOf(down(manifest.object, "metadata", "ownerReferences"));
  const controller = owners
    .map(fieldsOf)
    .find((one) => one["controller"] === true);
  const owned =
    controller &&
    controllers.has(
      `${manifest.identity.namespace ?? ""} ${textOf(controller["kind"])} ${textOf(controller["name"])}`,
    );
  return owned
    ? "that a controller makes of others here (ReplicaSets, Pods, EndpointSlices)"
    : undefined;
}

function owner({ identity }: Manifest): string {
  return `${identity.namespace ?? ""} ${identity.kind} ${identity.name}`;
}

function nameless({ file, identity, object, at }: Manifest): Problem {
  const generated = textOf(down(object, "metadata", "generateName")) !== "";
  const { line } = at(["metadata"]);
  return {
    severity: "error",
    where: `${file}:${line}`,
    message: `got a ${identity.kind} without a name, expected one${generated ? "; generateName makes a new object each time" : ""}`,
    fix: "give it metadata.name; it is left out",
  };
}

/** Kinds whose names become those of hosts and files. */
const NAMED = new Set(["/Service", ...WORKLOAD_KINDS]);

/** A name or namespace that Kubernetes takes for none. */
function refused(manifest: Manifest): Problem | undefined {
  const { file, identity, at } = manifest;
  const { kind, name, namespace } = identity;
  const problems: Problem[] = [];
  const { line } = at(["metadata"]);
  const place = new Place(`${file}:${line}, ${kind} ${name}`, problems);
  if (namespace !== undefined) dnsLabel(namespace, place.at("namespace"));
  if (NAMED.has(groupKindOf(identity))) dnsSubdomain(name, place.at("name"));
  return problems[0];
}

function twice(first: Manifest, second: Manifest): Problem {
  const { kind, name, namespace } = second.identity;
  const place = ({ file, at }: Manifest) => `${file}:${at([]).line}`;
  return {
    severity: "error",
    where: place(second),
    message: `got ${kind} ${namespace === undefined ? "" : `${namespace}/`}${name} a second time, and other than in ${place(first)}; the last one is taken, as kubectl does`,
    fix: "keep one of the two, or give one another name or namespace; of a kustomize base and its overlay give what kubectl kustomize makes",
  };
}
