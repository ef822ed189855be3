import type { Place } from "../problems/place";
import type { Amounts, Resources } from "./container";
import { resourcesCheck } from "./container";
import type { Check } from "./shape";
import { flag, listOf, optional, shape, whole } from "./shape";

export interface SidecarProps {
  /**
   * Whether the pods are in the mesh at all.
   * @default true
   */
  readonly inject?: boolean;
  /**
   * CPU and memory of istio-proxy. Istio drops all its defaults as soon as one
   * value is set, so the others are filled in here with Istio's own.
   * @default - Istio's: requests 100m and 128Mi, limits 2000m and 1Gi
   */
  readonly resources?: Resources;
  /**
   * Start the application only when the proxy is ready, so that its first
   * calls do not fail.
   * @default true
   */
  readonly holdApplication?: boolean;
  /**
   * Run the proxy as a native sidecar (an init container that stays).
   * @default - as Istio decides: native where the kubelet is 1.33 or newer
   */
  readonly native?: boolean;
  /**
   * Inbound ports that bypass the proxy.
   * @default - none
   */
  readonly excludeInboundPorts?: readonly number[];
  /**
   * Outbound ports that bypass the proxy.
   * @default - none
   */
  readonly excludeOutboundPorts?: readonly number[];
  /**
   * Upper bounds of the buckets of the standard histograms, in milliseconds
   * (the same bounds serve the byte sizes).
   * @default - Istio's, 0.5 ms to 1 h
   */
  readonly histogramBuckets?: readonly number[];
}

export interface Sidecar {
  readonly inject: boolean;
  readonly resources?: Required<{ [K in keyof Resources]: Required<Amounts> }>;
  readonly holdApplication: boolean;
  readonly native?: boolean;
  readonly excludeInboundPorts: readonly number[];
  readonly excludeOutboundPorts: readonly number[];
  readonly histogramBuckets?: readonly number[];
}

const anyPort = whole(1, 65535, "give the port's number");

const buckets: Check = (value, at) => {
  const ascending =
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (bound, i) =>
        typeof bound === "number" &&
        Number.isFinite(bound) &&
        bound > 0 &&
        (i === 0 || bound > value[i - 1]),
    );
  if (!ascending)
    at.wrong(
      value,
      "upper bounds in milliseconds, each greater than the one before",
      "write them like [10, 50, 100, 250, 500, 1000]",
    );
};

export const sidecarCheck = shape<SidecarProps>({
  inject: optional(flag),
  resources: optional(resourcesCheck),
  holdApplication: optional(flag),
  native: optional(flag),
  excludeInboundPorts: optional(listOf(anyPort)),
  excludeOutboundPorts: optional(listOf(anyPort)),
  histogramBuckets: optional(buckets),
});

/** https://istio.io/latest/docs/reference/config/istio.operator.v1alpha1/ and the injection template's values. */
const ISTIO_DEFAULTS = {
  requests: { cpu: "100m", memory: "128Mi" },
  limits: { cpu: "2000m", memory: "1Gi" },
} as const;

/** The mesh's settings under the service's own. */
export function describeSidecar(
  mesh: SidecarProps,
  own: SidecarProps,
  at: Place,
): Sidecar {
  const given = { ...mesh, ...own };
  const { resources, native, histogramBuckets } = given;
  if (given.inject === false && Object.keys(own).length > 1)
    at.error(
      "got settings for a sidecar that is not injected",
      "leave out either inject: false or the other settings",
    );
  return {
    inject: given.inject ?? true,
    holdApplication: given.holdApplication ?? true,
    excludeInboundPorts: given.excludeInboundPorts ?? [],
    excludeOutboundPorts: given.excludeOutboundPorts ?? [],
    ...(native !== undefined && { native }),
    ...(histogramBuckets && { histogramBuckets }),
    ...(resources && {
      resources: {
        requests: { ...ISTIO_DEFAULTS.requests, ...resources.requests },
        limits: { ...ISTIO_DEFAULTS.limits, ...resources.limits },
      },
    }),
  };
}
