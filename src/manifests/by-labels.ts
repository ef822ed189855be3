import { down, fieldsOf, isSet, labelsOf, listOf, textOf } from "./fields";
import { grouped } from "./grouped";
import type { Index } from "./index-of";
import { labelled } from "./labelled";
import { labelsOfObject, namespaceOf, type Labels } from "./metadata";
import type { Manifest } from "./manifest";
import { labelSelectorTakes } from "./selector";
import { workloadsOf, type Workload } from "./workloads";

/** Things with labels, found by a selector without a look at all of them. */
export interface ByLabels<T> {
  readonly in: (namespace: string) => readonly T[];
  /**
   * Those of a namespace, or of EVERYWHERE, that a LabelSelector takes: all where
   * it is empty, none where it is left out. The same list for the same selector.
   */
  readonly taken: (namespace: string, selector: unknown) => readonly T[];
}

/** In the place of a namespace: all of them. */
export const EVERYWHERE = "";

interface Labelled {
  readonly namespace: string;
  readonly labels: Labels;
}

function byLabels<T extends Labelled>(
  items: readonly T[],
  read: (selector: unknown) => unknown = (selector) => selector,
): ByLabels<T> {
  const namespaces = grouped(items, ({ namespace }) => namespace);
  const { takenBy } = labelled(
    items,
    ({ labels }) => labels,
    ({ namespace }) => namespace,
  );
  const within = (namespace: string) =>
    namespace === EVERYWHERE ? items : (namespaces.get(namespace) ?? []);
  const find = (namespace: string, selector: unknown) =>
    takenBy(
      labelsOf(fieldsOf(selector)["matchLabels"]),
      namespace === EVERYWHERE ? undefined : namespace,
    ).filter(({ labels }) => labelSelectorTakes(selector, labels));
  const found = new Map<string, readonly T[]>();
  return {
    in: within,
    taken: (namespace, selector) => {
      if (!isSet(selector)) return [];
      const key = `${namespace} ${JSON.stringify(selector)}`;
      const known = found.get(key) ?? find(namespace, read(selector));
      found.set(key, known);
      return known;
    },
  };
}

/** Labels that a pod gets on its way, and that no template shows. */
const GIVEN = new Set([
  "apps.kubernetes.io/pod-index",
  "batch.kubernetes.io/controller-uid",
  "batch.kubernetes.io/job-completion-index",
  "batch.kubernetes.io/job-name",
  "controller-revision-hash",
  "controller-uid",
  "istio.io/rev",
  "job-name",
  "pod-template-hash",
  "rollouts-pod-template-hash",
  "security.istio.io/tlsMode",
  "service.istio.io/canonical-name",
  "service.istio.io/canonical-revision",
  "statefulset.kubernetes.io/pod-name",
]);

/** A selector as far as templates can tell: without the labels that pods are given. */
function ofTemplates(selector: unknown): unknown {
  const { matchLabels, matchExpressions } = fieldsOf(selector);
  return {
    matchLabels: Object.fromEntries(
      Object.entries(labelsOf(matchLabels)).filter(([key]) => !GIVEN.has(key)),
    ),
    matchExpressions: listOf(matchExpressions).filter(
      (entry) => !GIVEN.has(textOf(fieldsOf(entry)["key"])),
    ),
  };
}

const pods = new WeakMap<Index, ByLabels<Workload>>();

/** Pods and pod templates by their labels. */
export function podsByLabels(index: Index): ByLabels<Workload> {
  const known = pods.get(index) ?? byLabels(workloadsOf(index), ofTemplates);
  pods.set(index, known);
  return known;
}

export interface LabelledService extends Labelled {
  readonly manifest: Manifest;
}

const services = new WeakMap<Index, ByLabels<LabelledService>>();

/** Services by their own labels. */
export function servicesByLabels(index: Index): ByLabels<LabelledService> {
  const known =
    services.get(index) ??
    byLabels(
      index.kind("/Service").map((manifest) => ({
        manifest,
        namespace: namespaceOf(manifest),
        labels: labelsOfObject(manifest),
      })),
    );
  services.set(index, known);
  return known;
}

/** What a Service selects by, as a LabelSelector; undefined where its endpoints are others'. */
export function selectorOfService({ object }: Manifest): unknown {
  if (down(object, "spec", "type") === "ExternalName") return undefined;
  const matchLabels = labelsOf(down(object, "spec", "selector"));
  return Object.keys(matchLabels).length === 0 ? undefined : { matchLabels };
}
