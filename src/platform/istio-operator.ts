import type { Raw } from "../mesh/shape";
import type { Gateway } from "./gateway";
import { gatewayLabels } from "./gateway";
import type { Istio } from "./istio";
import { meshConfigOf } from "./mesh-config";
import type { Revision } from "./revision";

/**
 * A file for `istioctl install -f`, one a control plane. The kind is a format
 * only; no cluster knows it. Gateways and istio-cni come with the first, so that
 * an upgrade is tried out without them.
 * https://istio.io/latest/docs/reference/config/istio.operator.v1alpha1/
 */
export function istioOperator(istio: Istio, revision: Revision): Raw {
  const { namespace, replicas, resources, profile, platform } = istio;
  const first = revision === istio.revisions[0];
  return {
    apiVersion: "install.istio.io/v1alpha1",
    kind: "IstioOperator",
    metadata: { name: operatorName(revision), namespace },
    spec: {
      // Its own gateway is left out; those described are below.
      profile: "minimal",
      tag: revision.version,
      ...(revision.revision !== "" && { revision: revision.revision }),
      meshConfig: meshConfigOf(istio),
      components: {
        pilot: {
          k8s: {
            hpaSpec: replicasSpec(replicas),
            ...(resources && { resources }),
          },
        },
        ...(istio.cni && { cni: { enabled: true, namespace } }),
        ...(first &&
          istio.gateways.length > 0 && {
            ingressGateways: istio.gateways.map(gatewaySpec),
          }),
      },
      values: {
        ...(profile !== "default" && { profile }),
        global: {
          istioNamespace: namespace,
          ...(platform !== undefined && { platform }),
        },
        pilot: { traceSampling: istio.sampling },
        ...(revision.tags.length > 0 && { revisionTags: revision.tags }),
      },
    },
  };
}

export function operatorName({ revision }: Revision): string {
  return revision === "" ? "istio" : `istio-${revision}`;
}

function replicasSpec({ min, max }: Istio["replicas"]): Raw {
  return { minReplicas: min, maxReplicas: max };
}

function gatewaySpec(gateway: Gateway): Raw {
  const { name, namespace, service, annotations, replicas, resources } =
    gateway;
  return {
    name,
    namespace,
    enabled: true,
    label: gatewayLabels(gateway),
    k8s: {
      hpaSpec: replicasSpec(replicas),
      service: { type: service },
      ...(Object.keys(annotations).length > 0 && {
        serviceAnnotations: annotations,
      }),
      ...(resources && { resources }),
    },
  };
}
