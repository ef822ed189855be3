import { defineCounter, defineGauge, defineHistogram } from "./define";

/** istiod's own metrics, on port 15014: https://istio.io/latest/docs/reference/commands/pilot-discovery/#metrics */

export const proxies = defineGauge("pilot_xds", ["version"], {
  unit: "objects",
  help: "Proxies connected to istiod.",
});

export const xdsRejects = defineCounter("pilot_total_xds_rejects", ["type"], {
  unit: "events",
  help: "Configurations that a proxy refused.",
});

export const xdsPushes = defineCounter("pilot_xds_pushes", ["type"], {
  unit: "events",
  help: "Configurations sent to proxies; types that end in _senderr or _builderr failed.",
});

export const xdsInternalErrors = defineCounter(
  "pilot_total_xds_internal_errors",
  [],
  { unit: "events", help: "Errors inside istiod while it made configuration." },
);

export const xdsWriteTimeouts = defineCounter("pilot_xds_write_timeout", [], {
  unit: "events",
  help: "Configurations that a proxy did not take in time.",
});

export const convergence = defineHistogram("pilot_proxy_convergence_time", [], {
  unit: "seconds",
  help: "From a change of configuration until all proxies have it.",
  buckets: [0.1, 0.5, 1, 3, 5, 10, 20, 30],
});

export const validationFailed = defineCounter(
  "galley_validation_failed",
  ["group", "version", "resource", "reason"],
  { unit: "events", help: "Objects that the validation webhook refused." },
);

/** Gauges: what conflicts now, so no rate of them. */
export const inboundConflicts = defineGauge(
  "pilot_conflict_inbound_listener",
  [],
  { unit: "objects", help: "Inbound listeners that conflict." },
);

export const outboundConflicts = defineGauge(
  "pilot_conflict_outbound_listener_tcp_over_current_tcp",
  [],
  { unit: "objects", help: "Outbound TCP listeners that conflict." },
);

export const duplicateClusters = defineGauge(
  "pilot_duplicate_envoy_clusters",
  [],
  { unit: "objects", help: "Envoy clusters of one name." },
);

export const duplicateSubsets = defineGauge("pilot_destrule_subsets", [], {
  unit: "objects",
  help: "Subsets that several DestinationRules define for one host.",
});

export const injectionFailures = defineCounter(
  "sidecar_injection_failure_total",
  [],
  {
    unit: "events",
    help: "Pods that got no sidecar because injection failed.",
  },
);

export const rootCertExpiry = defineGauge(
  "citadel_server_root_cert_expiry_timestamp",
  [],
  { unit: "timestamp", help: "When the mesh's root certificate expires." },
);

export const csrErrors = defineCounter(
  "citadel_server_csr_sign_err_count",
  ["error"],
  { unit: "events", help: "Certificates that istiod failed to sign." },
);
