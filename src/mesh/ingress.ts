import {
  dnsSubdomain,
  gatewayReference,
  hostName,
  labelKey,
  labelValue,
} from "./scalars";
import { listOf, mapOf, optional, shape, whole } from "./shape";

export interface IngressProps {
  /** The hosts that clients outside the mesh call. */
  readonly hosts: readonly string[];
  /**
   * An Istio Gateway that is there already, as `namespace/name`.
   * @default - a Gateway of the service's own
   */
  readonly gateway?: string;
  /**
   * Labels of the gateway's pods, for a Gateway of the service's own.
   * @default { istio: "ingressgateway" }
   */
  readonly selector?: Readonly<Record<string, string>>;
  /**
   * The TLS Secret, beside the gateway's pods; plain HTTP is then redirected.
   * @default - plain HTTP on port 80
   */
  readonly credentialName?: string;
  /**
   * The service's port that outside requests go to.
   * @default - the first that speaks HTTP
   */
  readonly port?: number;
}

export interface Ingress {
  readonly hosts: readonly string[];
  /** The Gateway that the VirtualService is bound to. */
  readonly gateway: string;
  /** The Gateway to make; absent where one is only referred to. */
  readonly own?: {
    readonly selector: Readonly<Record<string, string>>;
    readonly credentialName?: string;
  };
  readonly port: number;
}

export const ingressCheck = shape<IngressProps>({
  hosts: listOf(hostName, { min: 1 }),
  gateway: optional(gatewayReference),
  selector: optional(mapOf(labelValue, labelKey)),
  credentialName: optional(dnsSubdomain),
  port: optional(whole(1, 65535, "give one of the service's ports")),
});
