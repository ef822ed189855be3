import type { ContainerProps } from "./container";
import { containerCheck } from "./container";
import type { Named } from "./reference";
import { named, nameOf } from "./reference";
import { dnsSubdomain } from "./scalars";
import type { Check, Raw } from "./shape";
import { listOf, mapOf, optional, raw, text } from "./shape";

/** What the pods of a service have besides the application's own container. */
export interface PodProps {
  /** Containers beside the application's. */
  readonly containers?: readonly ContainerProps[];
  readonly initContainers?: readonly ContainerProps[];
  readonly volumes?: readonly Raw[];
  readonly imagePullSecrets?: readonly Named[];
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Raw[];
}

/** The same, with every default filled in. */
export interface PodSettings {
  readonly containers: readonly ContainerProps[];
  readonly initContainers: readonly ContainerProps[];
  readonly volumes: readonly Raw[];
  readonly imagePullSecrets: readonly string[];
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations: readonly Raw[];
}

export const podChecks = {
  containers: optional(listOf(containerCheck)),
  initContainers: optional(listOf(containerCheck)),
  volumes: optional(listOf(raw)),
  imagePullSecrets: optional(listOf(named(dnsSubdomain))),
  nodeSelector: optional(mapOf(text)),
  tolerations: optional(listOf(raw)),
} as const satisfies Readonly<Record<keyof PodProps, Check>>;

export function describePod(given: PodProps): PodSettings {
  return {
    containers: given.containers ?? [],
    initContainers: given.initContainers ?? [],
    volumes: given.volumes ?? [],
    imagePullSecrets: (given.imagePullSecrets ?? []).map(nameOf),
    nodeSelector: given.nodeSelector ?? {},
    tolerations: given.tolerations ?? [],
  };
}
