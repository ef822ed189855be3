import { Place } from "../problems/place";
import type { Described, Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";
import type { Resources } from "../mesh/container";
import { resourcesCheck } from "../mesh/container";
import { dnsLabel } from "../mesh/scalars";
import { sampling } from "../mesh/telemetry";
import type { Check, Raw } from "../mesh/shape";
import {
  flag,
  isObject,
  listOf,
  mapOf,
  oneOf,
  optional,
  raw,
  shape,
} from "../mesh/shape";
import type { Gateway, GatewayProps, Replicas } from "./gateway";
import {
  checkReplicas,
  describeGateway,
  gatewayCheck,
  replicasCheck,
} from "./gateway";
import type { DefaultProviders, ProviderProps } from "./providers";
import {
  checkProvider,
  defaultsCheck,
  knownProviders,
  providerCheck,
  PURPOSES,
} from "./providers";
import type { Revision, RevisionProps } from "./revision";
import { describeRevisions, revisionCheck } from "./revision";
import type { IstioVersion } from "./versions";
import { ISTIO_VERSIONS, NEWEST_ISTIO } from "./versions";

const PROFILES = ["default", "demo", "preview", "stable"] as const;
const PLATFORMS = [
  "gke",
  "k3d",
  "k3s",
  "microk8s",
  "minikube",
  "openshift",
] as const;

/** Istio itself: its control plane, its gateways, and the settings of the mesh. */
export interface IstioProps {
  /**
   * What installs it: `istioctl install -f` from a file in artifacts/, or Flux
   * from Istio's Helm charts.
   */
  readonly by: "istioctl" | "flux";
  /** @default "1.30.5" */
  readonly version?: IstioVersion;
  /** @default "default" */
  readonly profile?: (typeof PROFILES)[number];
  /** Settings that a kind of cluster needs. @default - none */
  readonly platform?: (typeof PLATFORMS)[number];
  /** Istio's root namespace. @default "istio-system" */
  readonly namespace?: string;
  /**
   * The control plane's name beside others; pods come to it by the label
   * `istio.io/rev`.
   * @default - none: pods come to it by `istio-injection: enabled`
   */
  readonly revision?: string;
  /** Other names of the revision, which namespaces use, so that they need no change. */
  readonly tags?: readonly string[];
  /** A second control plane beside the first, while an upgrade is tried out. */
  readonly upgrade?: RevisionProps;
  /**
   * istio-cni redirects traffic, so that no pod needs an init container with
   * root's rights.
   * @default false
   */
  readonly cni?: boolean;
  /** @default - none */
  readonly gateways?: readonly GatewayProps[];
  /** istiod's pods. @default { min: 2, max: 5 } */
  readonly replicas?: Replicas;
  /** istiod's. @default - Istio's: requests of 500m and 2Gi */
  readonly resources?: Resources;
  /** Where proxies send what they see, by name, beside Istio's own `prometheus` and `envoy`. */
  readonly providers?: Readonly<Record<string, ProviderProps>>;
  /** What is used where no Telemetry names a provider. @default { metrics: ["prometheus"] } */
  readonly defaults?: DefaultProviders;
  /** The share of requests traced, in percent. @default 1 */
  readonly sampling?: number;
  /** Other settings of the mesh, as Istio has them. */
  readonly meshConfig?: Raw;
}

export interface Istio {
  readonly by: "istioctl" | "flux";
  readonly profile: string;
  readonly platform?: string;
  readonly namespace: string;
  /** The one that is there, and the one that is tried out beside it. */
  readonly revisions: readonly [Revision, ...Revision[]];
  readonly cni: boolean;
  readonly gateways: readonly Gateway[];
  readonly replicas: Replicas;
  readonly resources?: Resources;
  readonly providers: Readonly<Record<string, ProviderProps>>;
  readonly defaults: DefaultProviders;
  readonly sampling: number;
  readonly meshConfig: Raw;
}

export const versionCheck: Check = (value, at) => {
  if (ISTIO_VERSIONS.includes(value as IstioVersion)) return;
  at.wrong(
    value,
    `a version of Istio that is known here: ${ISTIO_VERSIONS.join(", ")}`,
    `write "${NEWEST_ISTIO}"`,
  );
};

const istioShape = shape<IstioProps>({
  by: oneOf("istioctl", "flux"),
  version: optional(versionCheck),
  profile: optional(oneOf(...PROFILES)),
  platform: optional(oneOf(...PLATFORMS)),
  namespace: optional(dnsLabel),
  revision: optional(dnsLabel),
  tags: optional(listOf(dnsLabel)),
  upgrade: optional(revisionCheck(versionCheck)),
  cni: optional(flag),
  gateways: optional(listOf(gatewayCheck)),
  replicas: optional(replicasCheck),
  resources: optional(resourcesCheck),
  providers: optional(mapOf(providerCheck, dnsLabel)),
  defaults: optional(defaultsCheck),
  sampling: optional(sampling),
  meshConfig: optional(raw),
});

/** Fills every default of a description of Istio, and says all that is wrong with it. */
export function describeIstio(given: IstioProps): Described<Istio> {
  const problems: Problem[] = [];
  const at = new Place("istio", problems);
  istioShape(given, at);
  if (hasErrors(problems) || !isObject(given)) return { problems };
  const { resources, platform, defaults = {}, providers = {} } = given;
  const replicas = given.replicas ?? { min: 2, max: 5 };
  checkReplicas(replicas, at.at("replicas"));
  checkDefaults(defaults, providers, at.at("defaults"));
  checkMeshConfig(given.meshConfig ?? {}, at.at("meshConfig"));
  const value: Istio = {
    by: given.by,
    profile: given.profile ?? "default",
    ...(platform !== undefined && { platform }),
    namespace: given.namespace ?? "istio-system",
    revisions: describeRevisions(
      {
        version: given.version ?? NEWEST_ISTIO,
        revision: given.revision ?? "",
        tags: given.tags ?? [],
      },
      given.upgrade,
      at,
    ),
    cni: given.cni ?? false,
    gateways: describeGateways(given.gateways ?? [], at.at("gateways")),
    replicas,
    ...(resources && { resources }),
    providers,
    defaults,
    sampling: given.sampling ?? 1,
    meshConfig: given.meshConfig ?? {},
  };
  return hasErrors(problems) ? { problems } : { value, problems };
}

function describeGateways(
  given: readonly GatewayProps[],
  at: Place,
): readonly Gateway[] {
  return given.map((props, index) => {
    if (given.findIndex(({ name }) => name === props.name) < index)
      at.at(index)
        .at("name")
        .wrong(
          props.name,
          "names that differ",
          "give one of them another name",
        );
    return describeGateway(props, at.at(index));
  });
}

function checkDefaults(
  defaults: DefaultProviders,
  providers: Readonly<Record<string, ProviderProps>>,
  at: Place,
): void {
  const known = knownProviders(providers);
  for (const purpose of PURPOSES)
    defaults[purpose]?.forEach((name, index) =>
      checkProvider(name, purpose, known, at.at(purpose).at(index)),
    );
}

/** Settings of the mesh that the description has fields for. */
const DESCRIBED: Readonly<Record<string, string>> = {
  extensionProviders: "providers",
  defaultProviders: "defaults",
  rootNamespace: "namespace",
};

function checkMeshConfig(meshConfig: Raw, at: Place): void {
  for (const [field, instead] of Object.entries(DESCRIBED))
    if (field in meshConfig)
      at.at(field).error(
        `got ${field}, which is written from ${instead}`,
        `leave it out and set ${instead}`,
      );
  if (meshConfig["enablePrometheusMerge"] === false)
    at.at("enablePrometheusMerge").warn(
      "got false: the application's metrics no longer come with the sidecar's, and annotations name only one of them",
      "leave it out, or scrape applications by monitors of their own",
    );
}
