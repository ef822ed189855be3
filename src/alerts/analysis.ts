import type { Engine } from "../mesh/engine/engine";
import type { EngineName } from "../mesh/engine/engines";
import type { Service } from "../mesh/service";
import type { Query } from "../promql/build";
import { oneOf, re } from "../promql/build";
import type { Comparison } from "../signals/analysis";
import { analysedErrors, analysedLatency } from "../signals/analysis";

/** What an engine asks in each step, and above which answer the release fails. */
export interface AnalysisMetric {
  /** Lower-case, with hyphens; a name in manifests. */
  readonly name: string;
  readonly query: Query;
  readonly max: number;
}

/**
 * What IstioCanaryErrorRegression and IstioCanaryLatencyRegression ask, with the
 * same thresholds, of the pods that the engine compares. They are there whether a
 * release is described or not, and whatever its version is called. Raw series are
 * read, since the recordings know no pods and look back longer than a step.
 */
export function analysisOf(
  { name, thresholds }: Service,
  engine: Engine,
  namespace: string,
): readonly AnalysisMetric[] {
  const compared: Comparison = {
    ...COMPARED[engine.name](name, namespace),
    window: engine.interval,
    minimumRate: thresholds.minimumRate,
  };
  return [
    {
      name: "error-increase",
      query: analysedErrors(compared),
      max: thresholds.canaryErrorIncrease,
    },
    {
      name: "latency-factor",
      query: analysedLatency(compared, thresholds.canaryLatencyFloor),
      max: thresholds.canaryLatencyFactor,
    },
  ];
}

/** The arguments of a query that Argo Rollouts fills in: the hashes of both pod templates. */
export const HASHES = { stable: "stable-hash", canary: "canary-hash" } as const;

/** An argument of a query, as Argo Rollouts knows it. */
export function argument(name: string): string {
  return `{{args.${name}}}`;
}

type Compared = Omit<Comparison, "window" | "minimumRate">;

/** Which pods an engine compares, each at its own proxy, and whether it needs an answer. */
const COMPARED: Readonly<
  Record<EngineName, (name: string, namespace: string) => Compared>
> = {
  /** It makes a Deployment `<name>-primary` for stable. */
  flagger: (name, namespace) => {
    const stable = `${name}-primary`;
    return {
      stable: at(namespace, { destination_workload: stable }),
      canary: at(namespace, { destination_workload: name }),
      both: at(namespace, { destination_workload: oneOf(name, stable) }),
    };
  },
  /** Both are of one Rollout, and may even be of one version: a pod's name tells its template. */
  "argo-rollouts": (name, namespace) => {
    const pods = (hash: string) =>
      at(namespace, { pod: re(`${name}-${argument(hash)}-.+`) });
    return { stable: pods(HASHES.stable), canary: pods(HASHES.canary) };
  },
};

/** The requests of pods, as their own proxies count them. */
function at<const T extends object>(namespace: string, pods: T) {
  return {
    reporter: "destination",
    destination_workload_namespace: namespace,
    ...pods,
  };
}
