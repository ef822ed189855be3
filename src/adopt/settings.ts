import type { ObjectiveProps } from "../mesh/objective";
import type { Protocol } from "../manifests/protocols";

/** What the user says beside the manifests; an annotation on an object says more of it. */
export interface AdoptSettings {
  /** The namespace of objects that name none. @default "default" */
  readonly namespace?: string;
  /** What every service promises. @default - only what annotations say */
  readonly slo?: ObjectiveProps;
  /** Protocols by `service:port`, or `namespace/service:port`. */
  readonly protocols?: Readonly<Record<string, Protocol>>;
  /** Workloads or Services that are left as they are: `name` or `namespace/name`. */
  readonly exclude?: readonly string[];
  /** Labels by which the Prometheus operator finds rules and monitors. @default - as on those that are there */
  readonly labels?: Readonly<Record<string, string>>;
  /** Who finds the pods. @default - told from the manifests */
  readonly scrape?: "operator" | "annotations";
  /** The revision or tag of the control plane whose sidecars pods get. @default - the default one's */
  readonly revision?: string;
  /** The cluster runs istio-cni, so injection asks for no privileges. @default false */
  readonly cni?: boolean;
}

/** Whether a list of `name` and `namespace/name` means an object. */
export function names(
  list: readonly string[],
  namespace: string,
  name: string,
): boolean {
  return list.includes(name) || list.includes(`${namespace}/${name}`);
}
