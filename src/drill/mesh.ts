import type { Described, Problem } from "../problems/problem";
import type { World, WorldService } from "../proof/world";
import type { Manifest } from "./manifests";
import { at, listAt, textAt, textsAt } from "./raw";
import { weights } from "./weights";

/**
 * The mesh that manifests describe, as traffic sees it: Services in front of
 * workloads, and how requests are shared between versions.
 */
export function meshOf(manifests: readonly Manifest[]): Described<World> {
  const namespace = busiest(manifests);
  const own = manifests.filter(
    (manifest) => (manifest.namespace ?? namespace) === namespace,
  );
  const services = own
    .filter(({ kind }) => kind === "Service")
    .flatMap((service) => serviceOf(service, own));
  const problems: Problem[] =
    services.length > 0
      ? []
      : [
          {
            severity: "error",
            where: "the manifests",
            message: "got no Service that selects a workload, expected a mesh",
            fix: "name the folder that holds the Services and Deployments too",
          },
        ];
  return { value: { namespace, services }, problems };
}

/**
 * The namespace of most Services: one mesh is played, not its neighbours, and
 * not what stands outside of it and watches.
 */
function busiest(manifests: readonly Manifest[]): string {
  const outside = new Set(
    manifests
      .filter(
        ({ kind, object }) =>
          kind === "Namespace" &&
          textsAt(object, "metadata", "labels")["istio-injection"] ===
            "disabled",
      )
      .map(({ name }) => name),
  );
  const counts = new Map<string, number>();
  for (const { kind, namespace } of manifests)
    if (
      kind === "Service" &&
      namespace !== undefined &&
      !outside.has(namespace)
    )
      counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return (
    first?.[0] ??
    manifests.find(({ kind }) => kind === "Namespace")?.name ??
    "default"
  );
}

const WORKLOADS = ["Deployment", "StatefulSet", "DaemonSet", "Rollout"];

function serviceOf(
  service: Manifest,
  own: readonly Manifest[],
): readonly WorldService[] {
  const selector = Object.entries(textsAt(service.object, "spec", "selector"));
  if (selector.length === 0) return [];
  const pods = own
    .filter(({ kind }) => WORKLOADS.includes(kind))
    .map(({ object }) => ({
      labels: textsAt(object, "spec", "template", "metadata", "labels"),
      replicas: Number(textAt(object, "spec", "replicas") ?? 1),
    }))
    .filter(({ labels }) =>
      selector.every(([key, value]) => labels[key] === value),
    )
    .map(({ labels, replicas }) => ({
      // What Istio reports where the label is missing.
      version: labels["version"] ?? "unknown",
      replicas,
    }));
  if (pods.length === 0) return [];
  const routed = weights(service.name, own);
  const shares =
    routed.length > 0
      ? routed
      : pods.map(({ version, replicas }) => ({ version, weight: replicas }));
  return [
    {
      name: service.name,
      protocol: protocolOf(service),
      versions: versions(
        pods.map(({ version }) => version),
        shares,
      ),
    },
  ];
}

/** The version named first is the stable one; the shares add up to 1. */
function versions(
  running: readonly string[],
  shares: readonly { readonly version: string; readonly weight: number }[],
): WorldService["versions"] {
  const sum = shares.reduce((total, { weight }) => total + weight, 0);
  const names = [
    ...new Set([...shares.map(({ version }) => version), ...running]),
  ];
  return names.map((version, index) => {
    const weight = shares
      .filter((share) => share.version === version)
      .reduce((total, share) => total + share.weight, 0);
    return {
      version,
      role: index === 0 ? "stable" : "canary",
      share: sum > 0 ? weight / sum : index === 0 ? 1 : 0,
    };
  });
}

/** As Istio has it: the port's appProtocol, or the first word of its name. */
function protocolOf({ object }: Manifest): WorldService["protocol"] {
  const [first] = listAt(object, "spec", "ports").map((port) =>
    at(port, "appProtocol") === undefined
      ? textAt(port, "name")
      : textAt(port, "appProtocol"),
  );
  if (first?.startsWith("grpc")) return "grpc";
  return /^http2?(-|$)/.test(first ?? "") ? "http" : "tcp";
}
