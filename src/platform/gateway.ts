import type { Place } from "../problems/place";
import type { Resources } from "../mesh/container";
import { resourcesCheck } from "../mesh/container";
import { dnsLabel, labelKey, serviceName } from "../mesh/scalars";
import { mapOf, oneOf, optional, shape, text, whole } from "../mesh/shape";

/** How many pods, as an autoscaler decides. */
export interface Replicas {
  readonly min: number;
  readonly max: number;
}

/** A gateway's Deployment and Service; its hosts are a Gateway's. */
export interface GatewayProps {
  /**
   * Of the Service and the Deployment. The pods' label `istio`, by which a
   * Gateway selects them, is the same without `istio-` before it.
   */
  readonly name: string;
  /** @default - the gateway's name */
  readonly namespace?: string;
  /** @default "LoadBalancer" */
  readonly service?: "LoadBalancer" | "NodePort" | "ClusterIP";
  /** Of the Service; cloud load balancers read them. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** @default { min: 2, max: 5 } */
  readonly replicas?: Replicas;
  /** @default - Istio's: requests of 100m and 128Mi, limits of 2 and 1Gi */
  readonly resources?: Resources;
}

export interface Gateway {
  readonly name: string;
  readonly namespace: string;
  readonly service: "LoadBalancer" | "NodePort" | "ClusterIP";
  readonly annotations: Readonly<Record<string, string>>;
  readonly replicas: Replicas;
  readonly resources?: Resources;
}

const pods = whole(1, Number.MAX_SAFE_INTEGER, "give a number of pods");
export const replicasCheck = shape<Replicas>({ min: pods, max: pods });

export const gatewayCheck = shape<GatewayProps>({
  name: serviceName,
  namespace: optional(dnsLabel),
  service: optional(oneOf("LoadBalancer", "NodePort", "ClusterIP")),
  annotations: optional(mapOf(text, labelKey)),
  replicas: optional(replicasCheck),
  resources: optional(resourcesCheck),
});

export function describeGateway(given: GatewayProps, at: Place): Gateway {
  const replicas = given.replicas ?? { min: 2, max: 5 };
  checkReplicas(replicas, at.at("replicas"));
  return {
    name: given.name,
    namespace: given.namespace ?? given.name,
    service: given.service ?? "LoadBalancer",
    annotations: given.annotations ?? {},
    replicas,
    ...(given.resources && { resources: given.resources }),
  };
}

export function checkReplicas({ min, max }: Replicas, at: Place): void {
  if (min > max)
    at.wrong({ min, max }, "a min of at most max", "swap them, or raise max");
}

/** The labels of a gateway's pods, as the Helm chart writes them. */
export function gatewayLabels({ name }: Gateway): {
  readonly app: string;
  readonly istio: string;
} {
  return { app: name, istio: name.replace(/^istio-/, "") };
}
