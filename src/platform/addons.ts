import { Place } from "../problems/place";
import type { Described, Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";
import type { Resources } from "../mesh/container";
import { resourcesCheck } from "../mesh/container";
import type { MeshDescription, MeshProps } from "../mesh/mesh";
import { describe } from "../mesh/mesh";
import {
  dnsLabel,
  dnsSubdomain,
  duration,
  quantity,
  url,
} from "../mesh/scalars";
import { flag, isObject, listOf, oneOf, optional, shape } from "../mesh/shape";

/** A volume that stays. */
export interface StorageProps {
  readonly size: string;
  /** @default - the cluster's default class */
  readonly className?: string;
}

interface AddonProps {
  /** @default - what is lost with the pod */
  readonly storage?: StorageProps;
  /** @default - small requests, and a limit of memory */
  readonly resources?: Resources;
}

/** Prometheus, with an Alertmanager for the meshes that say who is told. */
export interface PrometheusProps extends AddonProps {
  /** How long samples are kept. @default "15d" */
  readonly retention?: string;
}

/** Grafana, with Prometheus and Jaeger as its data sources, and all dashboards. */
export interface GrafanaProps extends AddonProps {
  /**
   * The Secret with the administrator's `admin-user` and `admin-password`.
   * @default "grafana-admin"
   */
  readonly admin?: string;
  /** What people without an account may do. @default - nothing */
  readonly anonymous?: "Viewer" | "Editor" | "Admin";
}

export interface KialiProps {
  /** Lets everybody in who reaches it, instead of asking for a token. @default false */
  readonly anonymous?: boolean;
  /**
   * The Secret whose `key`, of 16, 24 or 32 characters, signs sessions. A chart
   * makes its own.
   * @default "kiali-signing-key"
   */
  readonly signingKey?: string;
  readonly resources?: Resources;
}

export type JaegerProps = AddonProps;

/** Servers that are there already: what is brought up points at them. */
export interface ExistingProps {
  readonly prometheus?: string;
  readonly grafana?: string;
  /** Jaeger's query service. */
  readonly jaeger?: string;
}

/** What people look at a mesh with; each is there if it is named. */
export interface AddonsProps {
  /** As plain manifests, small; or as Flux HelmReleases of the upstream charts. */
  readonly by: "manifests" | "flux";
  /** @default "observability" */
  readonly namespace?: string;
  /** Meshes whose rules a plain Prometheus loads, and whose alerts are routed. */
  readonly meshes?: readonly MeshProps[];
  readonly prometheus?: PrometheusProps;
  readonly grafana?: GrafanaProps;
  readonly kiali?: KialiProps;
  readonly jaeger?: JaegerProps;
  readonly existing?: ExistingProps;
  /** Namespaces whose pods reach the pages, an ingress gateway's say. @default - none */
  readonly reachableFrom?: readonly string[];
  /** Istio's root namespace. @default "istio-system" */
  readonly istioNamespace?: string;
}

export interface Addons {
  readonly by: "manifests" | "flux";
  readonly namespace: string;
  readonly meshes: readonly MeshDescription[];
  readonly prometheus?: PrometheusProps & { readonly retention: string };
  readonly grafana?: GrafanaProps & { readonly admin: string };
  readonly kiali?: KialiProps & { readonly signingKey: string };
  readonly jaeger?: JaegerProps;
  readonly existing: ExistingProps;
  readonly reachableFrom: readonly string[];
  readonly istioNamespace: string;
}

const addon = {
  storage: optional(
    shape<StorageProps>({
      size: quantity,
      className: optional(dnsSubdomain),
    }),
  ),
  resources: optional(resourcesCheck),
};

const addonsShape = shape<AddonsProps>({
  by: oneOf("manifests", "flux"),
  namespace: optional(dnsLabel),
  meshes: optional(listOf(() => undefined)),
  prometheus: optional(
    shape<PrometheusProps>({ ...addon, retention: optional(duration) }),
  ),
  grafana: optional(
    shape<GrafanaProps>({
      ...addon,
      admin: optional(dnsSubdomain),
      anonymous: optional(oneOf("Viewer", "Editor", "Admin")),
    }),
  ),
  kiali: optional(
    shape<KialiProps>({
      anonymous: optional(flag),
      signingKey: optional(dnsSubdomain),
      resources: optional(resourcesCheck),
    }),
  ),
  jaeger: optional(shape<JaegerProps>(addon)),
  existing: optional(
    shape<ExistingProps>({
      prometheus: optional(url),
      grafana: optional(url),
      jaeger: optional(url),
    }),
  ),
  reachableFrom: optional(listOf(dnsLabel)),
  istioNamespace: optional(dnsLabel),
});

/** Fills every default of the addons, and says all that is wrong with them together. */
export function describeAddons(given: AddonsProps): Described<Addons> {
  const problems: Problem[] = [];
  const at = new Place("addons", problems);
  addonsShape(given, at);
  if (hasErrors(problems) || !isObject(given)) return { problems };
  const { prometheus, grafana, kiali, jaeger, existing = {} } = given;
  checkServers(given, existing, at);
  const meshes = (given.meshes ?? []).flatMap((mesh) => {
    const described = describe(mesh);
    problems.push(...described.problems);
    return described.value ? [described.value] : [];
  });
  if (prometheus) checkMeshes(given.by, meshes, problems);
  const value: Addons = {
    by: given.by,
    namespace: given.namespace ?? "observability",
    meshes,
    ...(prometheus && {
      prometheus: {
        ...prometheus,
        retention: prometheus.retention ?? "15d",
      },
    }),
    ...(grafana && {
      grafana: { ...grafana, admin: grafana.admin ?? "grafana-admin" },
    }),
    ...(kiali && {
      kiali: { ...kiali, signingKey: kiali.signingKey ?? "kiali-signing-key" },
    }),
    ...(jaeger && { jaeger }),
    existing,
    reachableFrom: given.reachableFrom ?? [],
    istioNamespace: given.istioNamespace ?? "istio-system",
  };
  return hasErrors(problems) ? { problems } : { value, problems };
}

/** What is brought up is not there already; what asks Prometheus has one. */
function checkServers(
  given: AddonsProps,
  existing: ExistingProps,
  at: Place,
): void {
  for (const server of ["prometheus", "grafana", "jaeger"] as const)
    if (given[server] && existing[server] !== undefined)
      at.at(server).error(
        `got a ${server} to bring up, and one that is there: ${existing[server]}`,
        `leave out ${server} or existing.${server}`,
      );
  for (const reader of ["grafana", "kiali"] as const)
    if (given[reader] && !given.prometheus && existing.prometheus === undefined)
      at.at(reader).error(
        `got ${reader}, which shows what Prometheus has, and no Prometheus`,
        'add prometheus: {}, or existing: { prometheus: "http://…" }',
      );
}

/**
 * A plain Prometheus goes by annotations and loads its rules from its own
 * namespace; one of the operator goes by monitors and PrometheusRules.
 */
function checkMeshes(
  by: Addons["by"],
  meshes: readonly MeshDescription[],
  problems: Problem[],
): void {
  for (const { name, monitoring } of meshes) {
    const at = new Place(`mesh ${name}`, problems).at("monitoring");
    const { scrape, rules } = monitoring;
    if (by === "flux" && scrape !== "operator")
      at.at("scrape").wrong(
        scrape,
        "operator, which the addons bring up",
        "leave it out",
      );
    if (by === "manifests" && (scrape !== "annotations" || rules !== "none"))
      at.wrong(
        { scrape, rules },
        "pods found by annotations, and rules that the addons load",
        'write monitoring: { scrape: "annotations", rules: "none" }',
      );
  }
}
