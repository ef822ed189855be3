import type { ApplicationMetrics } from "../mesh/application-metrics";
import type { Sidecar } from "../mesh/sidecar";

/**
 * The annotations by which a pod tells the injector what its proxy is like:
 * https://istio.io/latest/docs/reference/config/annotations/
 */
export function podAnnotations(
  sidecar: Sidecar,
  metrics: ApplicationMetrics | undefined,
): Record<string, string> {
  const { inject, resources, native, histogramBuckets } = sidecar;
  const unmerged = metrics?.merge === false ? [metrics.port] : [];
  const inbound = [...new Set([...sidecar.excludeInboundPorts, ...unmerged])];
  const own = metrics?.merge === true ? scrapeAnnotations(metrics) : {};
  if (!inject) return own;
  return {
    ...own,
    ...(resources && {
      "sidecar.istio.io/proxyCPU": resources.requests.cpu,
      "sidecar.istio.io/proxyMemory": resources.requests.memory,
      "sidecar.istio.io/proxyCPULimit": resources.limits.cpu,
      "sidecar.istio.io/proxyMemoryLimit": resources.limits.memory,
    }),
    ...(sidecar.holdApplication && {
      "proxy.istio.io/config": "holdApplicationUntilProxyStarts: true\n",
    }),
    ...(native !== undefined && {
      "sidecar.istio.io/nativeSidecar": `${native}`,
    }),
    ...(inbound.length > 0 && {
      "traffic.sidecar.istio.io/excludeInboundPorts": inbound.join(","),
    }),
    ...(sidecar.excludeOutboundPorts.length > 0 && {
      "traffic.sidecar.istio.io/excludeOutboundPorts":
        sidecar.excludeOutboundPorts.join(","),
    }),
    ...(histogramBuckets && {
      // "istiocustom" is the prefix under which Envoy keeps Istio's own metrics.
      "sidecar.istio.io/statsHistogramBuckets": JSON.stringify({
        istiocustom: histogramBuckets,
      }),
    }),
  };
}

/** Read by the injector, which hands them to the agent and puts its own in their place. */
function scrapeAnnotations({
  port,
  path,
}: ApplicationMetrics): Record<string, string> {
  return {
    "prometheus.io/scrape": "true",
    "prometheus.io/port": `${port}`,
    "prometheus.io/path": path,
  };
}
