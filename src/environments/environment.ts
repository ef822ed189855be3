import type { AlertingProps } from "../mesh/alerting";
import { alertingCheck } from "../mesh/alerting";
import type { AlertmanagerProps } from "../mesh/alertmanager";
import { alertmanagerCheck } from "../mesh/alertmanager";
import type { CanaryProps } from "../mesh/canary";
import type { EngineCanaryProps } from "../mesh/engine/engine";
import { replicasCheck } from "../mesh/container";
import type { MeshProps, MtlsMode } from "../mesh/mesh";
import type { MonitoringProps } from "../mesh/monitoring";
import { monitoringCheck } from "../mesh/monitoring";
import { namespaceCheck } from "../mesh/namespace";
import { dnsLabel, labelValue } from "../mesh/scalars";
import type { ServiceProps } from "../mesh/service";
import type { Check } from "../mesh/shape";
import { isObject, mapOf, oneOf, optional, shape } from "../mesh/shape";
import type { BaseMeshProps, BaseServiceProps } from "./base";
import { layOver } from "./lay-over";

/** What differs in one environment from the mesh that all have in common. */
export interface EnvironmentProps {
  /**
   * The cluster it runs in, by any name. Environments of one cluster need
   * namespaces of their own.
   * @default - the same for all that name none
   */
  readonly cluster?: string;
  readonly namespace?: MeshProps["namespace"];
  readonly mtls?: MtlsMode;
  readonly team?: string;
  /** Pods of every service that no autoscaler scales. */
  readonly replicas?: number;
  /** Field by field over the mesh's. */
  readonly monitoring?: MonitoringProps;
  /** Field by field over the mesh's. */
  readonly alerts?: AlertingProps;
  readonly alertmanager?: AlertmanagerProps;
  readonly services?: Readonly<Record<string, ServiceOverrides>>;
}

/**
 * Fields of a service, over those that all environments have in common;
 * `undefined` takes one away. Of `canary`, `alerts`, `ingress`, `env`, `slo`,
 * `autoscaling` and `sidecar` single fields may be given, all others are
 * replaced whole.
 */
export type ServiceOverrides = {
  readonly [
    K in Exclude<keyof ServiceProps, "name">
  ]?: K extends (typeof FIELD_BY_FIELD)[number]
    ? K extends "canary"
      ? Fields<CanaryProps> | Fields<EngineCanaryProps> | undefined
      : Partial<ServiceProps[K]> | undefined
    : ServiceProps[K] | undefined;
};

type Fields<T> = { readonly [F in keyof T]?: T[F] | undefined };

const FIELD_BY_FIELD = [
  "canary",
  "alerts",
  "ingress",
  "env",
  "slo",
  "autoscaling",
  "sidecar",
] as const satisfies readonly (keyof ServiceProps)[];

/** The fields themselves are held against their checks once they are laid over. */
const overrides: Check = (value, at) => {
  if (!isObject(value)) return shape<object>({})(value, at);
  if ("name" in value)
    at.at("name").error(
      "got a name in an override; what is overridden keeps its name",
      "leave it out",
    );
};

export const environmentCheck = shape<EnvironmentProps>({
  cluster: optional(dnsLabel),
  namespace: optional(namespaceCheck),
  mtls: optional(oneOf("PERMISSIVE", "STRICT")),
  team: optional(labelValue),
  replicas: optional(replicasCheck),
  monitoring: optional(monitoringCheck),
  alerts: optional(alertingCheck),
  alertmanager: optional(alertmanagerCheck),
  services: optional(mapOf(overrides)),
});

const MESH_FIELDS = [
  "mtls",
  "team",
  "monitoring",
  "alerts",
  "alertmanager",
] as const satisfies readonly (keyof EnvironmentProps & keyof MeshProps)[];

/** The mesh as one environment has it. Input that is no mesh comes out as it is. */
export function meshIn(
  base: BaseMeshProps,
  environment: EnvironmentProps,
): BaseMeshProps {
  if (!isObject(base) || !Array.isArray(base.services)) return base;
  const { namespace, replicas, services = {} } = environment;
  const own = MESH_FIELDS.filter((field) => environment[field] !== undefined);
  return {
    ...layOver(
      base,
      Object.fromEntries(own.map((field) => [field, environment[field]])),
      new Set(["monitoring", "alerts"]),
    ),
    ...(namespace !== undefined && {
      namespace: namespaceOver(base.namespace, namespace),
    }),
    services: (base.services as BaseMeshProps["services"]).map((service) => {
      if (!isObject(service)) return service;
      const over = services[service.name] ?? {};
      const whole = serviceOver(service, over);
      return replicas === undefined || whole.autoscaling || "replicas" in over
        ? whole
        : { ...whole, replicas };
    }),
  };
}

export function serviceOver(
  service: BaseServiceProps,
  over: object,
): BaseServiceProps {
  return layOver(service, over, new Set(FIELD_BY_FIELD));
}

/** A name alone changes nothing else. */
function namespaceOver(
  under: MeshProps["namespace"],
  over: NonNullable<MeshProps["namespace"]>,
): NonNullable<MeshProps["namespace"]> {
  if (!isObject(under) || "node" in under) return over;
  if (typeof over === "string") return { ...under, name: over };
  return isObject(over) && !("node" in over) ? layOver(under, over) : over;
}
