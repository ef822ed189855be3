import * as istio from "../metrics/istio";
import * as platform from "../metrics/platform";
import type { Duration, Instant } from "../promql/build";
import { WINDOW } from "./base";

const POD = ["namespace", "pod"] as const;
type PodLabel = (typeof POD)[number];

const proxyIn = (namespace: string) => ({
  namespace,
  container: "istio-proxy",
});

/** A sidecar's limit, whether it runs as a container or, natively, as an init container. */
function limit(
  namespace: string,
  resource: "cpu" | "memory",
): Instant<PodLabel> {
  const where = { ...proxyIn(namespace), resource };
  return platform.containerLimits
    .where(where)
    .or(platform.initContainerLimits.where(where))
    .maxBy(...POD)
    .gt(0);
}

/** Memory that each sidecar holds, in bytes. */
export function memory(namespace: string): Instant<PodLabel> {
  return platform.containerMemory.where(proxyIn(namespace)).maxBy(...POD);
}

/** The same as a share of its limit. */
export function memoryUse(namespace: string): Instant<PodLabel> {
  return memory(namespace).div(limit(namespace, "memory"));
}

/** Cores that each sidecar uses. */
export function cpu(
  namespace: string,
  window: Duration = WINDOW,
): Instant<PodLabel> {
  return platform.containerCpu
    .where(proxyIn(namespace))
    .rate(window)
    .sumBy(...POD);
}

/** The same as a share of its limit. */
export function cpuUse(
  namespace: string,
  window: Duration = WINDOW,
): Instant<PodLabel> {
  return cpu(namespace, window).div(limit(namespace, "cpu"));
}

/** The share of periods in which a sidecar was held back at its CPU limit. */
export function throttling(
  namespace: string,
  window: Duration = WINDOW,
): Instant<PodLabel> {
  const periods = platform.cpuPeriods
    .where(proxyIn(namespace))
    .rate(window)
    .sumBy(...POD);
  return platform.throttledPeriods
    .where(proxyIn(namespace))
    .rate(window)
    .sumBy(...POD)
    .div(periods.gt(0));
}

/** Restarts of each sidecar in a quarter of an hour. */
export function restarts(namespace: string): Instant<PodLabel> {
  const where = proxyIn(namespace);
  return platform.containerRestarts
    .where(where)
    .increase("15m")
    .or(platform.initContainerRestarts.where(where).increase("15m"))
    .sumBy(...POD);
}

/** Running pods without a running sidecar, as a container or natively. */
export function podsWithoutSidecar(namespace: string): Instant<PodLabel> {
  const running = platform.podPhase
    .where({ namespace, phase: "Running" })
    .maxBy(...POD)
    .gt(0);
  const proxied = platform.containerRunning
    .where(proxyIn(namespace))
    .or(platform.initContainerRunning.where(proxyIn(namespace)))
    .maxBy(...POD)
    .gt(0);
  return running.unless(proxied);
}

/**
 * Bytes a second that each pod's proxies carried. Network counters belong to
 * the pod, never to the container istio-proxy, so the mesh's own are asked.
 */
export function network(
  namespace: string,
  window: Duration = WINDOW,
): Instant<PodLabel> {
  const http = istio.requestBytes
    .where({ namespace })
    .sum.rate(window)
    .sumBy(...POD)
    .add(
      istio.responseBytes
        .where({ namespace })
        .sum.rate(window)
        .sumBy(...POD),
    );
  const tcp = istio.tcpSent
    .where({ namespace })
    .rate(window)
    .sumBy(...POD)
    .add(
      istio.tcpReceived
        .where({ namespace })
        .rate(window)
        .sumBy(...POD),
    );
  return http.add(tcp).or(http).or(tcp);
}
