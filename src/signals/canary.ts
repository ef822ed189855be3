import type { Instant } from "../promql/build";
import { abs, gauge, vector } from "../promql/build";
import type { Recording } from "./recording";
import type { ServiceLabel } from "./base";
import { SERVICE } from "./base";
import { latency } from "./latency";
import { errorRatio, of, rate, seenBy, unreachable } from "./requests";
import type { Target } from "./requests";

/** A service with its two versions. */
export interface CanaryTarget {
  readonly namespace: string;
  readonly service: string;
  readonly stable: string;
  readonly canary: string;
}

const versionOf = (
  { namespace, service }: CanaryTarget,
  version: string,
): Target => ({ namespace, service, version });

/** By how much the canary fails more than stable, as a share of the requests of each. */
export function errorIncrease(target: CanaryTarget): Instant<ServiceLabel> {
  return errorRatio(versionOf(target, target.canary), "server").sub(
    errorRatio(versionOf(target, target.stable), "server"),
  );
}

/** By what factor the canary's 95th percentile exceeds stable's. */
export function latencyFactor(
  target: CanaryTarget,
  floorMs: number,
): Instant<ServiceLabel> {
  const canary = latency(versionOf(target, target.canary), 0.95);
  const stable = latency(versionOf(target, target.stable), 0.95);
  return canary.gt(floorMs).div(stable.gt(0));
}

/** Requests a second that the canary's pods see. */
export function canaryRate(target: CanaryTarget): Instant<ServiceLabel> {
  return rate(versionOf(target, target.canary), "server");
}

/** The canary's observed share; 0 where it sees nothing, nothing without traffic. */
export function canaryShare(target: CanaryTarget): Instant<ServiceLabel> {
  const { namespace, service } = target;
  const total = rate({ namespace, service }, "server");
  return canaryRate(target).or(total.mul(0)).div(total.gt(0));
}

const VERSIONS = ["stable", "canary"] as const;

/**
 * The share that was declared, recorded so that it stands in one line of the
 * rules; its labels tell which version is which.
 */
export const declaredWeight = gauge("service:canary_weight:declared", [
  ...SERVICE,
  ...VERSIONS,
]);

export function declareWeight(
  { namespace, service, stable, canary }: CanaryTarget,
  weight: number,
): Recording {
  return {
    record: "service:canary_weight:declared",
    query: vector(weight),
    labels: { ...of({ namespace, service }), stable, canary },
  };
}

/** By how much the observed share differs from the declared one. */
export function weightDrift(target: CanaryTarget): Instant<ServiceLabel> {
  const { namespace, service } = target;
  const declared = declaredWeight.where(of({ namespace, service }));
  return abs(canaryShare(target).sub(declared, { ignoring: VERSIONS }));
}

/**
 * Requests a second that found no endpoint while stable's pods answer others: a
 * subset is empty. Only the clients' proxies see these, with an unknown version.
 */
export function withoutEndpoint(target: CanaryTarget): Instant<ServiceLabel> {
  const { namespace, service } = target;
  const lost = unreachable({ namespace, service }).sumBy(...SERVICE);
  return lost.and(rate(versionOf(target, target.stable), "server").gt(0));
}

/** Requests a second to the service, canary and stable together, at the server. */
export function serverRate({
  namespace,
  service,
}: CanaryTarget): Instant<ServiceLabel> {
  return seenBy("server", of({ namespace, service })).sumBy(...SERVICE);
}
