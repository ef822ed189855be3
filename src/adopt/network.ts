import {
  fieldsOf,
  isFields,
  isSet,
  labelsOf,
  listOf,
  numberOf,
  textsOf,
} from "../manifests/fields";
import { namespaceLabels } from "../manifests/in-mesh";
import type { Index } from "../manifests/index-of";
import type { Manifest } from "../manifests/manifest";
import { namespaceOf, specOf } from "../manifests/metadata";
import { labelSelectorTakes } from "../manifests/selector";
import type { Workload } from "../manifests/workloads";
import { groupBy } from "./group";

/** Where istiod is, from which every sidecar has its configuration. */
const ISTIOD = {
  namespace: "istio-system",
  port: 15012,
  labels: { app: "istiod", istio: "pilot" },
};

const known = new WeakMap<Index, ReadonlyMap<string, readonly Manifest[]>>();

/**
 * The NetworkPolicy that keeps a workload's sidecar from istiod; without its
 * configuration the sidecar is never ready, and neither is the pod.
 */
export function cutFromIstiod(
  index: Index,
  { namespace, labels }: Workload,
): Manifest | undefined {
  const policies =
    known.get(index) ??
    groupBy(index.kind("networking.k8s.io/NetworkPolicy"), namespaceOf);
  known.set(index, policies);
  const restricting = (policies.get(namespace) ?? []).filter((policy) => {
    const { policyTypes, egress, podSelector } = specOf(policy);
    const isEgress = textsOf(policyTypes).includes("Egress") || isSet(egress);
    return isEgress && labelSelectorTakes(podSelector, labels);
  });
  const lets = restricting.some((policy) =>
    listOf(specOf(policy)["egress"]).some((rule) =>
      letsOut(index, namespace, rule),
    ),
  );
  return lets ? undefined : restricting[0];
}

function letsOut(index: Index, own: string, rule: unknown): boolean {
  const { to, ports } = fieldsOf(rule);
  const peers = listOf(to).map(fieldsOf);
  const isPort = listOf(ports)
    .map(fieldsOf)
    .some(({ port, endPort, protocol }) => {
      const from = numberOf(port) ?? (isSet(port) ? -1 : 0);
      const until = numberOf(endPort) ?? (from === 0 ? 65535 : from);
      return (
        (protocol ?? "TCP") === "TCP" &&
        from <= ISTIOD.port &&
        ISTIOD.port <= until
      );
    });
  if (listOf(ports).length > 0 && !isPort) return false;
  return peers.length === 0 || peers.some((peer) => isIstiod(index, own, peer));
}

/** An address block may hold istiod's; nobody can tell from here. */
function isIstiod(
  index: Index,
  own: string,
  peer: Readonly<Record<string, unknown>>,
): boolean {
  const { ipBlock, namespaceSelector, podSelector } = peer;
  if (isFields(ipBlock)) return true;
  if (isSet(podSelector) && !labelSelectorTakes(podSelector, ISTIOD.labels))
    return false;
  if (!isSet(namespaceSelector)) return own === ISTIOD.namespace;
  return labelSelectorTakes(namespaceSelector, {
    ...labelsOf(namespaceLabels(index, ISTIOD.namespace)),
    "kubernetes.io/metadata.name": ISTIOD.namespace,
  });
}
