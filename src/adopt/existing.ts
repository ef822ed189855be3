import {
  down,
  fieldsOf,
  isSet,
  labelsOf,
  listOf,
  textOf,
  textsOf,
} from "../manifests/fields";
import { fullHost } from "../manifests/hosts";
import type { Index } from "../manifests/index-of";
import type { Manifest } from "../manifests/manifest";
import {
  labelsOfObject,
  namespaceOf,
  specOf,
  type Labels,
} from "../manifests/metadata";

/** What of the mesh is there already, asked by what would stand beside it. */
export interface Existing {
  /** An object for all pods of a namespace: of several Istio takes one. */
  readonly forNamespace: (
    groupKind: string,
    namespace: string,
  ) => Manifest | undefined;
  /** A route or rule for a Service's host. */
  readonly forHost: (
    groupKind:
      | "networking.istio.io/VirtualService"
      | "networking.istio.io/DestinationRule",
    service: string,
    namespace: string,
  ) => Manifest | undefined;
  /** What scrapes the sidecars of a namespace. */
  readonly scrapesSidecars: (namespace: string) => Manifest | undefined;
  /** What scrapes istiod. */
  readonly scrapesIstiod: () => Manifest | undefined;
  /** Whether there is anything of the Prometheus operator. */
  readonly operator: boolean;
  /** The labels by which its rules and monitors are found, and from what that is told. */
  readonly found:
    { readonly labels: Labels; readonly because: string } | undefined;
}

const MONITORING = "monitoring.coreos.com";
const OPERATOR_KINDS = [
  "PodMonitor",
  "ServiceMonitor",
  "PrometheusRule",
  "Probe",
];

export function existingIn(index: Index): Existing {
  const routes = new Map<string, Manifest>();
  for (const kind of ["VirtualService", "DestinationRule"] as const)
    for (const manifest of index.kind(`networking.istio.io/${kind}`)) {
      const { host, hosts } = specOf(manifest);
      for (const name of [textOf(host), ...textsOf(hosts)])
        routes.set(
          `${kind} ${fullHost(name, namespaceOf(manifest))}`,
          manifest,
        );
    }
  const podMonitors = index.kind(`${MONITORING}/PodMonitor`);
  const marked = OPERATOR_KINDS.flatMap((kind) =>
    index.kind(`${MONITORING}/${kind}`),
  );
  return {
    forNamespace: (groupKind, namespace) =>
      index
        .kind(groupKind)
        .find(
          (manifest) =>
            namespaceOf(manifest) === namespace &&
            !isSet(specOf(manifest)["targetRefs"]) &&
            Object.keys(
              labelsOf(down(specOf(manifest), "selector", "matchLabels")),
            ).length === 0,
        ),
    forHost: (groupKind, service, namespace) =>
      routes.get(
        `${groupKind.slice(groupKind.indexOf("/") + 1)} ${fullHost(service, namespace)}`,
      ),
    scrapesSidecars: (namespace) =>
      podMonitors.find(
        (manifest) =>
          covers(manifest, namespace) &&
          listOf(specOf(manifest)["podMetricsEndpoints"]).some((endpoint) => {
            const { path, port } = fieldsOf(endpoint);
            return path === "/stats/prometheus" || port === "http-envoy-prom";
          }),
      ),
    scrapesIstiod: () =>
      index
        .kind(`${MONITORING}/ServiceMonitor`)
        .find((manifest) =>
          listOf(specOf(manifest)["endpoints"]).some(
            (endpoint) => fieldsOf(endpoint)["port"] === "http-monitoring",
          ),
        ),
    operator: marked.length > 0,
    found: labelsFor(index, marked),
  };
}

const SELECTORS = [
  "ruleSelector",
  "podMonitorSelector",
  "serviceMonitorSelector",
];

/** As a Prometheus here selects, else as what it found already is labelled. */
function labelsFor(
  index: Index,
  marked: readonly Manifest[],
): Existing["found"] {
  const [server] = index.kind(`${MONITORING}/Prometheus`);
  if (server) {
    const selectors = SELECTORS.map((name) => specOf(server)[name]).filter(
      isSet,
    );
    const labels = Object.assign(
      {},
      ...selectors.map((one) => labelsOf(fieldsOf(one)["matchLabels"])),
    ) as Labels;
    if (selectors.length > 0)
      return {
        labels,
        because: `Prometheus ${server.identity.name} selects ${Object.keys(labels).length === 0 ? "all" : "by it"}`,
      };
  }
  const on = marked.find((one) => labelsOfObject(one)["release"] !== undefined);
  return (
    on && {
      labels: { release: labelsOfObject(on)["release"] ?? "" },
      because: `as on ${on.identity.kind} ${on.identity.name}`,
    }
  );
}

/** Whether a monitor looks into a namespace. */
function covers(monitor: Manifest, namespace: string): boolean {
  const { any, matchNames } = fieldsOf(specOf(monitor)["namespaceSelector"]);
  if (any === true) return true;
  const named = textsOf(matchNames);
  return named.length > 0
    ? named.includes(namespace)
    : namespaceOf(monitor) === namespace;
}
