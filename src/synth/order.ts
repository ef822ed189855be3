import { ApiObject } from "cdk8s";

/**
 * The order in which kubectl should meet the kinds of one file: what is needed
 * stands before what needs it. Kinds that are not here come last.
 */
const KINDS = [
  "Namespace",
  "CustomResourceDefinition",
  "HelmRepository",
  "HelmRelease",
  "ServiceAccount",
  "ConfigMap",
  "Secret",
  "Service",
  "PeerAuthentication",
  "PodDisruptionBudget",
  "Deployment",
  "HorizontalPodAutoscaler",
  "DestinationRule",
  "Gateway",
  "VirtualService",
  "Telemetry",
  "EnvoyFilter",
  "PodMonitor",
  "ServiceMonitor",
  "PrometheusRule",
  "AlertmanagerConfig",
];
const RANK = new Map(KINDS.map((kind, index) => [kind, index]));

function rank(object: ApiObject): number {
  return RANK.get(object.kind) ?? KINDS.length;
}

/**
 * Objects in order of their kinds, and of their making within a kind; whatever
 * an object depends on comes before it all the same.
 */
export function inOrder(objects: readonly ApiObject[]): readonly ApiObject[] {
  const sorted = [...objects].sort((a, b) => rank(a) - rank(b));
  const here = new Set(objects);
  const placed = new Set<ApiObject>();
  const place = (object: ApiObject): void => {
    if (placed.has(object)) return;
    placed.add(object);
    for (const target of object.node.dependencies)
      for (const needed of target.node.findAll())
        if (needed instanceof ApiObject && here.has(needed)) place(needed);
    result.push(object);
  };
  const result: ApiObject[] = [];
  sorted.forEach(place);
  return result;
}
