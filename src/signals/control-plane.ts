import { agentCertExpiry, agentConnectionFailures } from "../metrics/platform";
import * as istiod from "../metrics/istiod";
import type { Duration, Instant } from "../promql/build";
import { re, time } from "../promql/build";

/** Over this the rare events of istiod are counted: long enough to be looked at. */
export const EVENTS = "10m";

/** Configurations that proxies refused. */
export function rejects(): Instant<"type"> {
  return istiod.xdsRejects.increase(EVENTS).sumBy("type");
}

/** Configurations a second, by type. */
export function pushes(window: Duration): Instant<"type"> {
  return istiod.xdsPushes.rate(window).sumBy("type");
}

/** Those that could not be made or sent. */
export function pushErrors(window: Duration): Instant<"type"> {
  return istiod.xdsPushes
    .where({ type: re(".*_(senderr|builderr)") })
    .rate(window)
    .sumBy("type");
}

/** Errors inside istiod. */
export function internalErrors(): Instant<never> {
  return istiod.xdsInternalErrors.increase(EVENTS).sum();
}

/** Pushes that proxies did not take in time. */
export function writeTimeouts(): Instant<never> {
  return istiod.xdsWriteTimeouts.increase(EVENTS).sum();
}

/** Seconds until a share of the changes has reached all proxies. */
export function convergence(
  quantile: number,
  window: Duration,
): Instant<never> {
  return istiod.convergence.quantile(quantile, window);
}

/** Objects that the validation webhook refused. */
export function validationFailures(): Instant<"resource" | "reason"> {
  return istiod.validationFailed.increase(EVENTS).sumBy("resource", "reason");
}

/** Inbound and outbound listeners that conflict. */
export function listenerConflicts(): Instant<never> {
  return istiod.inboundConflicts.sum().add(istiod.outboundConflicts.sum());
}

/** Pods that got no sidecar because injection failed. */
export function injectionFailures(): Instant<never> {
  return istiod.injectionFailures.increase(EVENTS).sum();
}

/** Seconds until the root certificate ends. */
export function rootCertificateLeft(): Instant<never> {
  return istiod.rootCertExpiry.min().sub(time());
}

/** Certificates that istiod failed to sign. */
export function signingErrors(): Instant<"error"> {
  return istiod.csrErrors.increase(EVENTS).sumBy("error");
}

/** Seconds for which each proxy's certificate still holds. */
export function certificateLeft(
  namespace: string,
): Instant<"namespace" | "pod"> {
  return agentCertExpiry.where({ namespace }).minBy("namespace", "pod");
}

/** A proxy may fail to reach istiod while that starts anew. */
export const TOLERATED_CONNECTION_FAILURES = 3;

/** Attempts of each proxy to reach istiod that failed. */
export function connectionFailures(
  namespace: string,
): Instant<"namespace" | "pod"> {
  return agentConnectionFailures
    .where({ namespace })
    .increase(EVENTS)
    .sumBy("namespace", "pod");
}
