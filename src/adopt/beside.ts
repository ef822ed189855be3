import type { Manifest } from "../manifests/manifest";
import { labelsOfObject, type Labels } from "../manifests/metadata";
import type { Index } from "../manifests/index-of";
import { workloadsOf } from "../manifests/workloads";
import type { Existing } from "./existing";
import type { AdoptSettings } from "./settings";
import { MANAGED_BY } from "./taken";

/** How Prometheus finds pods and rules, and from what that is told. */
export interface FoundMonitoring {
  readonly scrape: "operator" | "annotations";
  readonly scrapeBecause: string;
  readonly labels: Labels;
  readonly labelsBecause: string;
}

/** The labels under which kube-prometheus-stack's operator finds what it reads. */
const USUAL: Labels = { release: "kube-prometheus-stack" };

const MONITORING = ["PodMonitor", "PrometheusRule"];

/**
 * Who scrapes: a Prometheus operator, unless pods ask to be scraped by
 * annotation and nothing of an operator is there. Both at once would count
 * everything twice.
 */
export function monitoringOf(
  index: Index,
  existing: Existing,
  own: readonly Manifest[],
  settings: AdoptSettings,
): FoundMonitoring {
  return {
    ...scrapeOf(index, existing, own, settings),
    ...labelsOf(existing, own, settings),
  };
}

function scrapeOf(
  index: Index,
  { operator }: Existing,
  own: readonly Manifest[],
  { scrape }: AdoptSettings,
): Pick<FoundMonitoring, "scrape" | "scrapeBecause"> {
  if (scrape) return { scrape, scrapeBecause: "--scrape" };
  const before = own.map(({ identity }) => identity.kind);
  if (before.includes("PrometheusRule") || before.includes("ConfigMap"))
    return {
      scrape: before.includes("PrometheusRule") ? "operator" : "annotations",
      scrapeBecause: "as an earlier run had it",
    };
  const asked = workloadsOf(index).find(
    ({ annotations }) => annotations["prometheus.io/scrape"] === "true",
  );
  if (operator || !asked)
    return {
      scrape: "operator",
      scrapeBecause: operator
        ? "its monitors and rules are there"
        : "nothing says another; with a plain Prometheus give --scrape annotations",
    };
  return {
    scrape: "annotations",
    scrapeBecause: `${asked.manifest.identity.kind} ${asked.manifest.identity.name} asks for it by prometheus.io/scrape`,
  };
}

function labelsOf(
  { found }: Existing,
  own: readonly Manifest[],
  { labels }: AdoptSettings,
): Pick<FoundMonitoring, "labels" | "labelsBecause"> {
  if (labels) return { labels, labelsBecause: "--label" };
  if (found) return { labels: found.labels, labelsBecause: found.because };
  const before = own.find(({ identity }) => MONITORING.includes(identity.kind));
  if (!before)
    return {
      labels: USUAL,
      labelsBecause:
        "the usual one; where the operator asks for another give --label",
    };
  return {
    labels: Object.fromEntries(
      Object.entries(labelsOfObject(before)).filter(
        ([key]) => key !== MANAGED_BY,
      ),
    ),
    labelsBecause: "as an earlier run had it",
  };
}
