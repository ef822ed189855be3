/** What differs between the engines, as far as it can be said of a service. */
export interface EngineTraits {
  /** What follows the service's name in the names of its versions' Services. */
  readonly versions: readonly [stable: string, canary: string];
  /** The kind of what has the service's name and describes the pods. */
  readonly workload: { readonly apiVersion: string; readonly kind: string };
  /** Whether the engine makes Services and routes itself. */
  readonly makesRoutes: boolean;
  /** How many pods it gives the canary, to follow "which". */
  readonly canaryPods: string;
  /** The longest name of a service to which it can add what it adds. */
  readonly longestName: number;
  /** What it adds to names. */
  readonly adds: string;
}

/**
 * What takes a canary's steps in the cluster:
 * https://docs.flagger.app, https://argoproj.github.io/argo-rollouts
 */
export const ENGINES = {
  flagger: {
    versions: ["primary", "canary"],
    workload: { apiVersion: "apps/v1", kind: "Deployment" },
    makesRoutes: true,
    canaryPods: "gives the canary as many pods as the service has",
    longestName: 63 - "-primary".length,
    adds: "-primary",
  },
  "argo-rollouts": {
    versions: ["stable", "canary"],
    workload: { apiVersion: "argoproj.io/v1alpha1", kind: "Rollout" },
    makesRoutes: false,
    canaryPods: "gives the canary as many pods as its share needs",
    // Its analysis knows pods by the name of their ReplicaSet, `<name>-<hash>`,
    // of up to ten digits; of `<name>-<hash>-` Kubernetes keeps 58 characters.
    longestName: 58 - "-0123456789-".length,
    adds: "a hash to the pods' names",
  },
} as const satisfies Readonly<Record<string, EngineTraits>>;

export type EngineName = keyof typeof ENGINES;

export const ENGINE_NAMES = Object.keys(ENGINES) as readonly EngineName[];

/** What makes a service's pods: an engine's own kind, or a Deployment. */
export function workloadKind(
  engine: { readonly name: EngineName } | undefined,
): EngineTraits["workload"] {
  return engine
    ? ENGINES[engine.name].workload
    : { apiVersion: "apps/v1", kind: "Deployment" };
}
