import {
  EVERYWHERE,
  podsByLabels,
  servicesByLabels,
  type LabelledService,
} from "../../manifests/by-labels";
import { fieldsOf, listOf, textOf, textsOf } from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import type { Manifest, Path } from "../../manifests/manifest";
import { namespaceOf, specOf } from "../../manifests/metadata";
import type { Workload } from "../../manifests/workloads";

export const SERVICE_MONITOR = "monitoring.coreos.com/ServiceMonitor";
export const POD_MONITOR = "monitoring.coreos.com/PodMonitor";

/**
 * The namespaces in which a monitor looks: its own unless it says otherwise;
 * undefined where all.
 */
export function namespacesOf(
  manifest: Manifest,
): readonly string[] | undefined {
  const { any, matchNames } = fieldsOf(specOf(manifest)["namespaceSelector"]);
  if (any === true) return undefined;
  const names = textsOf(matchNames);
  return names.length > 0 ? names : [namespaceOf(manifest)];
}

/** The Services that a ServiceMonitor takes, by their own labels. */
export function monitoredServices(
  index: Index,
  manifest: Manifest,
): readonly LabelledService[] {
  const services = servicesByLabels(index);
  const { selector } = specOf(manifest);
  const namespaces = namespacesOf(manifest) ?? [EVERYWHERE];
  return namespaces.flatMap((namespace) => services.taken(namespace, selector));
}

/** The pods that a PodMonitor takes. */
export function monitoredPods(
  index: Index,
  manifest: Manifest,
): readonly Workload[] {
  const pods = podsByLabels(index);
  const { selector } = specOf(manifest);
  const namespaces = namespacesOf(manifest) ?? [EVERYWHERE];
  return namespaces.flatMap((namespace) => pods.taken(namespace, selector));
}

/** The names of ports that a monitor scrapes, and where they stand. */
export function scrapedPorts(
  manifest: Manifest,
): readonly { readonly name: string; readonly path: Path }[] {
  const field =
    manifest.identity.kind === "PodMonitor"
      ? "podMetricsEndpoints"
      : "endpoints";
  return listOf(specOf(manifest)[field]).flatMap((endpoint, i) => {
    const name = textOf(fieldsOf(endpoint)["port"]);
    return name === "" ? [] : [{ name, path: ["spec", field, i, "port"] }];
  });
}
