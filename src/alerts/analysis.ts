import type { Engine } from "../mesh/engine";
import type { Service } from "../mesh/service";
import type { Query } from "../promql/build";
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
 * same thresholds, of the workloads that Flagger makes: `<name>` is the canary,
 * `<name>-primary` stable. They are there whether a release is described or not,
 * and whatever its version is called. Raw series are read, since the recordings
 * know no workloads and look back longer than a step.
 */
export function analysisOf(
  { name, thresholds }: Service,
  { interval }: Engine,
  namespace: string,
): readonly AnalysisMetric[] {
  const compared = {
    namespace,
    stable: `${name}-primary`,
    canary: name,
    window: interval,
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
