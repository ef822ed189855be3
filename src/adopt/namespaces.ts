import type { Manifest } from "../manifests/manifest";
import { namespaceOf } from "../manifests/metadata";
import type { CustomMetric } from "../mesh/custom-metric";
import type { MeshDescription } from "../mesh/mesh";
import { describeMonitoring } from "../mesh/monitoring";
import { Place } from "../problems/place";
import type { FoundMonitoring } from "./beside";
import { describeFound } from "./describe";
import type { Existing } from "./existing";
import type { FoundService, FoundWorkload } from "./found";
import { groupBy } from "./group";
import type { Note } from "./notes";
import type { Taken } from "./taken";

/** What a namespace holds, and what the mesh adds to it. */
export interface AdoptedNamespace {
  readonly name: string;
  /** Whether any of its objects names it; else they go where they are applied. */
  readonly written: boolean;
  readonly services: readonly FoundService[];
  readonly workloads: readonly FoundWorkload[];
  /** The description of what is in the mesh; absent where nothing is. */
  readonly mesh?: MeshDescription;
  /** Metrics that Istio does not have, for all its pods. */
  readonly metrics: readonly CustomMetric[];
  readonly adds: Additions;
}

/** What of a namespace's own objects is not there yet. */
export interface Additions {
  readonly peerAuthentication: boolean;
  readonly telemetry: boolean;
  readonly sidecarMonitor: boolean;
  readonly istiodMonitor: boolean;
}

/** Every namespace in which something of the user stands. */
export function namespacesOf(
  taken: Taken,
  services: readonly FoundService[],
  workloads: readonly FoundWorkload[],
  existing: Existing,
  found: FoundMonitoring,
  metrics: ReadonlyMap<string, readonly CustomMetric[]>,
  notes: Note[],
): readonly AdoptedNamespace[] {
  const names = new Set([
    ...taken.manifests
      .filter((manifest) => !taken.isCluster(manifest))
      .map(namespaceOf),
    ...metrics.keys(),
  ]);
  const of = groupBy(services, ({ namespace }) => namespace);
  const ofWorkloads = groupBy(workloads, ({ namespace }) => namespace);
  let isFirst = true;
  const metricsIn = (namespace: string) => [
    ...(metrics.get(namespace) ?? []),
    ...(namespace === ROOT ? [] : (metrics.get(ROOT) ?? [])),
  ];
  return [...names].sort().map((name) => {
    const mine = of.get(name) ?? [];
    const pods = ofWorkloads.get(name) ?? [];
    const inMesh = pods.some(({ membership }) => membership !== "out");
    const monitoring = describeMonitoring(
      {
        scrape: found.scrape,
        labels: found.scrape === "operator" ? found.labels : {},
        controlPlane: found.scrape === "operator" && inMesh && isFirst,
      },
      new Place(name, []),
    );
    if (inMesh) isFirst = false;
    const meshed = mine.filter(({ workloads }) =>
      workloads.some(({ membership }) => membership !== "out"),
    );
    return {
      name,
      written: taken.written.has(name),
      metrics: metrics.get(name) ?? [],
      services: mine,
      workloads: pods,
      ...(inMesh && {
        mesh: describeFound(name, meshed, monitoring, metricsIn(name)),
      }),
      adds: inMesh
        ? additionsOf(name, existing, monitoring.controlPlane, found, notes)
        : NOTHING,
    };
  });
}

/** Istio's root namespace: what stands there counts everywhere. */
const ROOT = "istio-system";

const NOTHING: Additions = {
  peerAuthentication: false,
  telemetry: false,
  sidecarMonitor: false,
  istiodMonitor: false,
};

function additionsOf(
  namespace: string,
  existing: Existing,
  controlPlane: boolean,
  { scrape }: FoundMonitoring,
  notes: Note[],
): Additions {
  const free = (
    what: string,
    why: string,
    there: Manifest | undefined,
  ): boolean => {
    if (there)
      notes.push({
        namespace,
        about: `${there.identity.kind} ${there.identity.name}`,
        text: `kept; ${what} is left out, ${why}`,
      });
    return there === undefined;
  };
  const operator = scrape === "operator";
  const inForce = (groupKind: string) =>
    existing.forNamespace(groupKind, namespace) ??
    existing.forNamespace(groupKind, ROOT);
  return {
    peerAuthentication: free(
      "the PeerAuthentication of the namespace",
      "since it is in force here",
      inForce("security.istio.io/PeerAuthentication"),
    ),
    telemetry: free(
      "the Telemetry of the namespace",
      "since it is in force here",
      inForce("telemetry.istio.io/Telemetry"),
    ),
    sidecarMonitor:
      operator &&
      free(
        "a PodMonitor of the sidecars",
        "which would count everything twice",
        existing.scrapesSidecars(namespace),
      ),
    istiodMonitor:
      operator &&
      controlPlane &&
      free(
        "a ServiceMonitor of istiod",
        "which would count everything twice",
        existing.scrapesIstiod(),
      ),
  };
}
