import type { Pod } from "../pods";
import { sidecarTarget } from "../pods";
import type { Series } from "../series";

/** The Istio whose metrics are simulated. */
export const ISTIO_VERSION = "1.30.3";

/** Of 24 hours; agents renew at half of them. */
const CERTIFICATE_SECONDS = 43_200;

/** What the sidecar of a pod reports besides traffic, on port 15020. */
export function agentOf(pod: Pod): readonly Series[] {
  const target = sidecarTarget(pod);
  return [
    { metric: "up", labels: target, value: 1 },
    {
      metric: "istio_build",
      labels: { component: "proxy", tag: ISTIO_VERSION, ...target },
      value: 1,
    },
    {
      metric: "istio_agent_cert_expiry_seconds",
      labels: { resource_name: "default", ...target },
      value: CERTIFICATE_SECONDS,
    },
    {
      metric: "istio_agent_scrapes_total",
      labels: target,
      perSecond: 1 / 15,
    },
    // Once, when the pod started before istiod answered; no reason to page.
    {
      metric: "istio_agent_istiod_connection_failures",
      labels: target,
      perSecond: 0,
      value: 1,
    },
  ];
}
