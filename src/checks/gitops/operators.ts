import { down, fieldsOf, isSet, listOf, textOf } from "../../manifests/fields";
import type { Fields } from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import type { Manifest } from "../../manifests/manifest";
import { namespaceOf, specOf } from "../../manifests/metadata";
import { calledOf } from "./called";

/** Something by which the Prometheus operator chooses rules and monitors. */
export interface Chooser {
  /** `Prometheus monitoring/k8s` */
  readonly called: string;
  readonly namespace: string;
  /** Of a kind by the first word of its fields; undefined where it takes none of it. */
  readonly selectors: (field: SelectorField) => Selectors | undefined;
}

export interface Selectors {
  /** LabelSelectors as the operator reads them: none where left out, all where empty. */
  readonly labels: unknown;
  /** Of namespaces: the operator's own where left out. */
  readonly namespaces: unknown;
}

export type SelectorField =
  "rule" | "serviceMonitor" | "podMonitor" | "probe" | "scrapeConfig";

const MONITORS: readonly SelectorField[] = [
  "serviceMonitor",
  "podMonitor",
  "probe",
  "scrapeConfig",
];

const OF_KIND: Readonly<Record<string, readonly SelectorField[]>> = {
  Prometheus: ["rule", ...MONITORS],
  PrometheusAgent: MONITORS,
  ThanosRuler: ["rule"],
};

/**
 * All that choose among what was read: objects of the operator, and releases of
 * the chart kube-prometheus-stack. Undefined where the values of one are not
 * all written there, so that it may take anything.
 */
export function choosersOf(index: Index): readonly Chooser[] | undefined {
  const releases = [
    ...index.kind("helm.toolkit.fluxcd.io/HelmRelease").flatMap(fluxRelease),
    ...index.kind("argoproj.io/Application").flatMap(argoRelease),
  ];
  if (releases.some(({ isPartial }) => isPartial)) return undefined;
  const objects = Object.entries(OF_KIND).flatMap(([kind, fields]) =>
    index
      .kind(`monitoring.coreos.com/${kind}`)
      .map((manifest) => chooserOf(manifest, fields)),
  );
  return [...objects, ...releases.flatMap(chooserOfRelease)];
}

function chooserOf(
  manifest: Manifest,
  fields: readonly SelectorField[],
): Chooser {
  const spec = specOf(manifest);
  return {
    called: calledOf(manifest),
    namespace: namespaceOf(manifest),
    selectors: (field) =>
      fields.includes(field)
        ? {
            labels: spec[`${field}Selector`],
            namespaces: spec[`${field}NamespaceSelector`],
          }
        : undefined,
  };
}

const CHART = "kube-prometheus-stack";

interface Release {
  readonly manifest: Manifest;
  readonly name: string;
  readonly namespace: string;
  readonly values: unknown;
  /** Whether some of its values stand elsewhere. */
  readonly isPartial: boolean;
}

/** The name as Flux makes it: `<target namespace>-<name>` unless it is given. */
function fluxRelease(manifest: Manifest): readonly Release[] {
  const spec = specOf(manifest);
  const chart = textOf(down(spec, "chart", "spec", "chart"));
  const reference = textOf(down(spec, "chartRef", "name"));
  if (!chart.endsWith(CHART) && !reference.includes(CHART)) return [];
  const target = textOf(spec["targetNamespace"]);
  const { name } = manifest.identity;
  return [
    {
      manifest,
      name:
        textOf(spec["releaseName"]) ||
        (target === "" ? name : `${target}-${name}`),
      namespace: target || namespaceOf(manifest),
      values: spec["values"],
      isPartial: listOf(spec["valuesFrom"]).length > 0,
    },
  ];
}

function argoRelease(manifest: Manifest): readonly Release[] {
  const spec = specOf(manifest);
  const sources = [spec["source"], ...listOf(spec["sources"])];
  const source = sources.find((one) => down(one, "chart") === CHART);
  if (source === undefined) return [];
  const helm = fieldsOf(down(source, "helm"));
  return [
    {
      manifest,
      name: textOf(helm["releaseName"]) || manifest.identity.name,
      namespace: textOf(down(spec, "destination", "namespace")),
      values: helm["valuesObject"],
      isPartial: ["values", "valueFiles", "parameters", "fileParameters"].some(
        (field) => isSet(helm[field]),
      ),
    },
  ];
}

/** What the chart makes of its values. */
function chooserOfRelease(release: Release): readonly Chooser[] {
  const { manifest, name, namespace, values } = release;
  if (down(values, "prometheus", "enabled") === false) return [];
  const spec = fieldsOf(down(values, "prometheus", "prometheusSpec"));
  return [
    {
      called: calledOf(manifest),
      namespace,
      selectors: (field) => ({
        labels: chartSelector(spec, field, name),
        namespaces: isEmpty(spec[`${field}NamespaceSelector`])
          ? {}
          : spec[`${field}NamespaceSelector`],
      }),
    },
  ];
}

/** One left empty takes the release's own, unless it is told not to. */
function chartSelector(
  spec: Fields,
  field: SelectorField,
  release: string,
): unknown {
  const given = spec[`${field}Selector`];
  if (!isEmpty(given)) return given;
  return spec[`${field}SelectorNilUsesHelmValues`] === false
    ? {}
    : { matchLabels: { release } };
}

function isEmpty(value: unknown): boolean {
  return Object.keys(fieldsOf(value)).length === 0;
}
