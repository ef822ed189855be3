import { report, restate, vanish } from "../change";
import type { InMesh } from "../fault";
import { meshFault } from "../fault";
import type { Moment } from "../moment";
import { convergence, istiodTarget } from "../platform/istiod";

/** A counter of failures that istiod begins to count. */
function failing(
  metric: string,
  labels: Readonly<Record<string, string>> = {},
) {
  return (moment: Moment, { world }: InMesh): Moment =>
    report(moment, {
      metric,
      labels: { ...labels, ...istiodTarget(world) },
      perSecond: 0.05,
    });
}

/** A gauge of conflicts that is no longer 0. */
function conflicting(metric: string) {
  return (moment: Moment): Moment =>
    restate(moment, (series) => series.metric === metric, { value: 1 });
}

export const controlPlaneFaults = [
  meshFault({
    name: "istiod-down",
    says: "No istiod answers.",
    apply: (moment) => {
      const silent = vanish(
        moment,
        ({ metric, labels }) => labels["job"] === "istiod" && metric !== "up",
      );
      return restate(
        silent,
        ({ metric, labels }) => metric === "up" && labels["job"] === "istiod",
        { value: 0 },
      );
    },
  }),
  meshFault({
    name: "xds-rejects",
    says: "Proxies refuse the clusters that istiod sends.",
    apply: failing("pilot_total_xds_rejects", { type: "cds" }),
  }),
  meshFault({
    name: "push-errors",
    says: "istiod fails to send configuration.",
    apply: failing("pilot_xds_pushes", { type: "cds_senderr" }),
  }),
  meshFault({
    name: "internal-errors",
    says: "istiod fails to make configuration.",
    apply: failing("pilot_total_xds_internal_errors"),
  }),
  meshFault({
    name: "slow-convergence",
    says: "Configuration takes {size} to reach the proxies.",
    size: { default: 25_000, unit: "milliseconds" },
    apply: (moment, { world, size }) => ({
      ...moment,
      platform: [
        ...moment.platform.filter(
          ({ metric }) => !metric.startsWith("pilot_proxy_convergence_time"),
        ),
        ...convergence(world, size / 1000),
      ],
    }),
  }),
  meshFault({
    name: "write-timeouts",
    says: "Proxies do not take their configuration in time.",
    apply: failing("pilot_xds_write_timeout"),
  }),
  meshFault({
    name: "config-rejected",
    says: "The validation webhook refuses objects.",
    apply: failing("galley_validation_failed", {
      group: "networking.istio.io",
      version: "v1",
      resource: "destinationrules",
      reason: "invalid_resource",
    }),
  }),
  meshFault({
    name: "listener-conflict",
    says: "Two services claim one outbound TCP listener.",
    apply: conflicting("pilot_conflict_outbound_listener_tcp_over_current_tcp"),
  }),
  meshFault({
    name: "duplicate-clusters",
    says: "Two Envoy clusters have one name.",
    apply: conflicting("pilot_duplicate_envoy_clusters"),
  }),
  meshFault({
    name: "duplicate-subsets",
    says: "Two DestinationRules define one subset.",
    apply: conflicting("pilot_destrule_subsets"),
  }),
  meshFault({
    name: "injection-failures",
    says: "Pods get no sidecar because injection fails.",
    apply: failing("sidecar_injection_failure_total"),
  }),
  meshFault({
    name: "istiod-unreachable",
    says: "The agents of all pods cannot reach istiod.",
    apply: (moment) =>
      restate(
        moment,
        ({ metric }) => metric === "istio_agent_istiod_connection_failures",
        { perSecond: 0.1 },
      ),
  }),
  meshFault({
    name: "root-cert-expiring",
    says: "The mesh's root certificate expires in {size}.",
    size: { default: 10 * 86_400_000, unit: "milliseconds" },
    apply: (moment, { size }) =>
      restate(
        moment,
        ({ metric }) => metric === "citadel_server_root_cert_expiry_timestamp",
        { fromNow: size / 1000 },
      ),
  }),
  meshFault({
    name: "csr-errors",
    says: "istiod fails to sign certificates.",
    apply: failing("citadel_server_csr_sign_err_count", {
      error: "CSR_SIGN_FAILURE",
    }),
  }),
] as const;
