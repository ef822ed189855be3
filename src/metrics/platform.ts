import { defineCounter, defineGauge } from "./define";

/** The agent beside Envoy: https://istio.io/latest/docs/reference/commands/pilot-agent/#metrics */

export const agentConnectionFailures = defineCounter(
  "istio_agent_istiod_connection_failures",
  ["type"],
  { unit: "events", help: "Attempts of a proxy to reach istiod that failed." },
);

export const agentCertExpiry = defineGauge(
  "istio_agent_cert_expiry_seconds",
  ["resource_name"],
  { unit: "seconds", help: "How long a proxy's certificate still holds." },
);

/** Prometheus itself. */
export const up = defineGauge("up", [], {
  unit: "flag",
  help: "Whether the last scrape of a target succeeded.",
});

/** cAdvisor, by the kubelet; the `container` is istio-proxy for the sidecar. */

const CADVISOR = ["id", "image", "name", "node"] as const;

export const containerMemory = defineGauge(
  "container_memory_working_set_bytes",
  CADVISOR,
  { unit: "bytes", help: "Memory that a container cannot give back." },
);

export const containerCpu = defineCounter(
  "container_cpu_usage_seconds_total",
  [...CADVISOR, "cpu"],
  { unit: "seconds", help: "CPU time that a container used." },
);

export const throttledPeriods = defineCounter(
  "container_cpu_cfs_throttled_periods_total",
  CADVISOR,
  {
    unit: "periods",
    help: "Periods in which a container was held back at its CPU limit.",
  },
);

export const cpuPeriods = defineCounter(
  "container_cpu_cfs_periods_total",
  CADVISOR,
  { unit: "periods", help: "Periods in which a container wanted CPU." },
);

/** A pod's network namespace: its counters belong to no container. */
export const networkReceived = defineCounter(
  "container_network_receive_bytes_total",
  [...CADVISOR, "interface"],
  { unit: "bytes", help: "Bytes that a pod received." },
);

export const networkSent = defineCounter(
  "container_network_transmit_bytes_total",
  [...CADVISOR, "interface"],
  { unit: "bytes", help: "Bytes that a pod sent." },
);

/** Which ReplicaSet, and so which template, a pod belongs to. */
export const podOwner = defineGauge(
  "kube_pod_owner",
  ["uid", "owner_kind", "owner_name", "owner_is_controller"],
  { unit: "flag", help: "1 for the object that a pod belongs to." },
);

/** kube-state-metrics. A native sidecar is an init container, so each comes in two. */

export const containerLimits = defineGauge(
  "kube_pod_container_resource_limits",
  ["uid", "node", "resource", "unit"],
  { unit: "objects", help: "Limits of containers, in cores or bytes." },
);

export const initContainerLimits = defineGauge(
  "kube_pod_init_container_resource_limits",
  ["uid", "node", "resource", "unit"],
  { unit: "objects", help: "Limits of init containers, in cores or bytes." },
);

export const containerRestarts = defineCounter(
  "kube_pod_container_status_restarts_total",
  ["uid"],
  { unit: "events", help: "Restarts of containers." },
);

export const initContainerRestarts = defineCounter(
  "kube_pod_init_container_status_restarts_total",
  ["uid"],
  { unit: "events", help: "Restarts of init containers." },
);

export const podPhase = defineGauge("kube_pod_status_phase", ["uid", "phase"], {
  unit: "flag",
  help: "1 for the phase that a pod is in.",
});

export const containerRunning = defineGauge(
  "kube_pod_container_status_running",
  ["uid"],
  { unit: "flag", help: "Whether a container runs." },
);

export const initContainerRunning = defineGauge(
  "kube_pod_init_container_status_running",
  ["uid"],
  { unit: "flag", help: "Whether an init container runs." },
);
