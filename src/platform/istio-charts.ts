import type { Raw } from "../mesh/shape";
import type { Gateway } from "./gateway";
import type { Istio } from "./istio";
import { meshConfigOf } from "./mesh-config";
import type { Release } from "./release";
import type { Revision } from "./revision";

const BASE = "istio-base";
const CNI = "istio-cni";

/**
 * Istio's Helm charts with their values, in the order in which they are needed:
 * CRDs, istio-cni, a control plane or two, gateways.
 * https://istio.io/latest/docs/setup/install/helm/
 */
export function istioCharts(istio: Istio): readonly Release[] {
  const { namespace, revisions, cni, gateways } = istio;
  const [present] = revisions;
  // CRDs and istio-cni serve an older control plane as well, not a newer one.
  const newest = revisions.map(({ version }) => version).sort(byNumbers);
  const shared = newest[newest.length - 1] ?? present.version;
  return [
    {
      name: BASE,
      chart: "base",
      version: shared,
      namespace,
      dependsOn: [],
      values: {
        ...common(istio),
        defaultRevision: present.revision === "" ? "default" : present.revision,
      },
    },
    ...(cni
      ? [
          {
            name: CNI,
            chart: "cni",
            version: shared,
            namespace,
            dependsOn: [BASE],
            values: common(istio),
          },
        ]
      : []),
    ...revisions.map((revision) => istiod(istio, revision)),
    ...gateways.map((gateway) => gatewayRelease(istio, gateway)),
  ];
}

function byNumbers(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

export function istiodName({ revision }: Revision): string {
  return revision === "" ? "istiod" : `istiod-${revision}`;
}

/** What all charts are told alike. */
function common({ profile, platform, namespace }: Istio): Raw {
  return {
    ...(profile !== "default" && { profile }),
    global: {
      istioNamespace: namespace,
      ...(platform !== undefined && { platform }),
    },
  };
}

function istiod(istio: Istio, revision: Revision): Release {
  const { namespace, replicas, resources, sampling, cni } = istio;
  const { version, tags } = revision;
  return {
    name: istiodName(revision),
    chart: "istiod",
    version,
    namespace,
    dependsOn: cni ? [BASE, CNI] : [BASE],
    values: {
      ...common(istio),
      ...(revision.revision !== "" && { revision: revision.revision }),
      ...(tags.length > 0 && { revisionTags: tags }),
      autoscaleMin: replicas.min,
      autoscaleMax: replicas.max,
      ...(resources && { resources }),
      ...(cni && { cni: { enabled: true } }),
      traceSampling: sampling,
      meshConfig: meshConfigOf(istio),
    },
  };
}

function gatewayRelease(istio: Istio, gateway: Gateway): Release {
  const { name, namespace, service, annotations, replicas, resources } =
    gateway;
  const [present] = istio.revisions;
  return {
    name,
    chart: "gateway",
    version: present.version,
    namespace,
    dependsOn: [istiodName(present)],
    values: {
      ...common(istio),
      ...(present.revision !== "" && { revision: present.revision }),
      service: {
        type: service,
        ...(Object.keys(annotations).length > 0 && { annotations }),
      },
      autoscaling: {
        enabled: true,
        minReplicas: replicas.min,
        maxReplicas: replicas.max,
      },
      ...(resources && { resources }),
    },
  };
}
