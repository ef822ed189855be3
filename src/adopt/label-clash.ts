import { isFields, labelsOf } from "../manifests/fields";
import { groupKindOf, type Index } from "../manifests/index-of";
import type { Manifest } from "../manifests/manifest";
import type { Labels } from "../manifests/metadata";
import { labelSelectorTakes } from "../manifests/selector";

/** A selector of pods somewhere in an object of a namespace. */
interface Selector {
  readonly manifest: Manifest;
  readonly takes: (labels: Labels) => boolean;
}

/** Finds an object whose selector looks at added labels. */
export type Clash = (
  namespace: string,
  before: Labels,
  added: Labels,
) => Manifest | undefined;

/**
 * Finds the object whose selector would take pods in, or lose them, by labels
 * that they are given: a Service, a NetworkPolicy, an affinity.
 */
export function clashes(index: Index): Clash {
  const byKey = new Map<string, Selector[]>();
  for (const manifest of index.all)
    for (const { keys, takes } of selectorsIn(manifest))
      for (const key of new Set(keys)) {
        const place = `${manifest.identity.namespace ?? ""} ${key}`;
        const others = byKey.get(place);
        if (others) others.push({ manifest, takes });
        else byKey.set(place, [{ manifest, takes }]);
      }
  return (namespace, before, added) => {
    const after = { ...before, ...added };
    return Object.entries(added)
      .flatMap(([key, value]) =>
        [key, `${key}=${value}`].flatMap(
          (one) => byKey.get(`${namespace} ${one}`) ?? [],
        ),
      )
      .find(({ takes }) => takes(before) !== takes(after))?.manifest;
  };
}

interface FoundSelector {
  /** `app=web` for each label that it asks for, `app` for each expression. */
  readonly keys: readonly string[];
  readonly takes: (labels: Labels) => boolean;
}

/** Objects whose `spec.selector` is a plain map of labels. */
const PLAIN = new Set([
  "/Service",
  "/ReplicationController",
  "networking.istio.io/Gateway",
]);

function* selectorsIn(manifest: Manifest): Generator<FoundSelector> {
  const { object, identity } = manifest;
  const groupKind = groupKindOf(identity);
  if (groupKind.endsWith("/CustomResourceDefinition")) return;
  if (PLAIN.has(groupKind)) {
    const spec = isFields(object["spec"]) ? object["spec"] : {};
    const wanted = labelsOf(spec["selector"]);
    if (Object.keys(wanted).length > 0)
      yield selectorOf({ matchLabels: wanted });
  }
  yield* below(object);
}

function* below(value: unknown): Generator<FoundSelector> {
  if (typeof value !== "object" || value === null) return;
  if (
    isFields(value) &&
    (isFields(value["matchLabels"]) || Array.isArray(value["matchExpressions"]))
  )
    yield selectorOf(value);
  else for (const inner of Object.values(value)) yield* below(inner);
}

function selectorOf(
  selector: Readonly<Record<string, unknown>>,
): FoundSelector {
  const expressions = Array.isArray(selector["matchExpressions"])
    ? selector["matchExpressions"]
    : [];
  return {
    keys: [
      ...Object.entries(labelsOf(selector["matchLabels"])).map(
        ([key, value]) => `${key}=${value}`,
      ),
      ...expressions.flatMap((one: unknown) =>
        isFields(one) && typeof one["key"] === "string" ? [one["key"]] : [],
      ),
    ],
    takes: (labels) => labelSelectorTakes(selector, labels),
  };
}
