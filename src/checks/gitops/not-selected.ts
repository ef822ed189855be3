import { fieldsOf, isSet, labelsOf, listOf } from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import { namespaceLabels } from "../../manifests/in-mesh";
import type { Manifest } from "../../manifests/manifest";
import { labelsOfObject, namespaceOf } from "../../manifests/metadata";
import { labelSelectorTakes } from "../../manifests/selector";
import type { Check } from "../check";
import type { Report } from "../finding";
import { calledOf, listed } from "./called";
import {
  choosersOf,
  type Chooser,
  type SelectorField,
  type Selectors,
} from "./operators";
import { oddReleases } from "./odd-releases";
import { labelSelectorText, labelsText } from "./selector-text";

const rules = (release: string) => `
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: k8s, namespace: monitoring }
spec:
  ruleNamespaceSelector: {}
  ruleSelector: { matchLabels: { release: stack } }
---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: shop, namespace: shop, labels: { release: ${release} } }
spec: { groups: [] }
`;

const FIELDS: Readonly<Record<string, SelectorField>> = {
  PrometheusRule: "rule",
  ServiceMonitor: "serviceMonitor",
  PodMonitor: "podMonitor",
  Probe: "probe",
  ScrapeConfig: "scrapeConfig",
};

export const notSelected: Check = {
  id: "gitops/not-selected",
  severity: "warning",
  demands:
    "A Prometheus selects each rule and monitor by its labels and namespace.",
  why: "The operator leaves out what no Prometheus selects without a word, and nothing is scraped and no alert fires.",
  bad: rules("prometheus"),
  says: "got the labels release=prometheus, which no Prometheus selects: Prometheus monitoring/k8s wants release=stack",
  good: rules("stack"),
  run: (index, report) => {
    const choosers = choosersOf(index);
    if (!choosers) return;
    const chosen = Object.entries(FIELDS).flatMap(([kind, field]) =>
      index
        .kind(`monitoring.coreos.com/${kind}`)
        .map((manifest) => ({ manifest, field })),
    );
    if (choosers.length === 0)
      oddReleases(
        chosen.map(({ manifest }) => manifest),
        report,
      );
    for (const { manifest, field } of chosen)
      judge(index, report, manifest, field, choosers);
  },
};

function judge(
  index: Index,
  report: Report,
  manifest: Manifest,
  field: SelectorField,
  choosers: readonly Chooser[],
): void {
  const all = choosers.flatMap((chooser) => {
    const selectors = chooser.selectors(field);
    return selectors ? [{ chooser, selectors }] : [];
  });
  if (all.length === 0) return;
  const reasons: string[] = [];
  for (const { chooser, selectors } of all) {
    const reason = reasonAgainst(index, manifest, chooser, selectors);
    if (reason === undefined) return;
    reasons.push(`${chooser.called} ${reason}`);
  }
  const labels = labelsOfObject(manifest);
  report(
    manifest,
    ["metadata", "labels"],
    `got ${Object.keys(labels).length === 0 ? "no labels" : `the labels ${labelsText(labels)}`}, which no Prometheus selects: ${listed(reasons)}`,
    `give ${calledOf(manifest)} the labels that one of them wants`,
  );
}

/** Why a Prometheus does not take an object; undefined where it does, or may. */
function reasonAgainst(
  index: Index,
  manifest: Manifest,
  chooser: Chooser,
  { labels, namespaces }: Selectors,
): string | undefined {
  if (!isSet(labels)) return "takes none at all";
  if (!labelSelectorTakes(labels, labelsOfObject(manifest)))
    return `wants ${labelSelectorText(labels)}`;
  const namespace = namespaceOf(manifest);
  if (!isSet(namespaces))
    return chooser.namespace === namespace
      ? undefined
      : `looks in ${chooser.namespace} alone`;
  const known = namespaceLabels(index, namespace);
  // Every namespace carries its name; its other labels are told by its object.
  if (!known && !asksForNamesOnly(namespaces)) return undefined;
  return labelSelectorTakes(namespaces, { ...known, [NAME]: namespace })
    ? undefined
    : `looks in namespaces with ${labelSelectorText(namespaces)}`;
}

const NAME = "kubernetes.io/metadata.name";

function asksForNamesOnly(selector: unknown): boolean {
  const { matchLabels, matchExpressions } = fieldsOf(selector);
  return [
    ...Object.keys(labelsOf(matchLabels)),
    ...listOf(matchExpressions).map((entry) => fieldsOf(entry)["key"]),
  ].every((key) => key === NAME);
}
