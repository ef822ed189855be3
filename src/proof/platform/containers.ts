import type { Pod } from "../pods";
import type { Series } from "../series";

type Labels = Readonly<Record<string, string>>;

/** Istio's own limits of a sidecar. */
export const SIDECAR_LIMITS = { cores: 2, bytes: 1024 ** 3 } as const;
const APPLICATION_BYTES = 256 * 1024 ** 2;
/** The kernel counts CPU in periods of 100 ms. */
export const PERIODS_PER_SECOND = 10;

/** What cAdvisor and kube-state-metrics report of a pod: its application and its sidecar. */
export function containersOf(pod: Pod): readonly Series[] {
  return [
    ...phasesOf(pod),
    ...containerOf(pod, pod.container, "container"),
    ...limitsOf(pod, pod.container, "container", {
      memory: APPLICATION_BYTES,
    }),
    ...containerOf(pod, "istio-proxy", pod.sidecar),
    ...limitsOf(pod, "istio-proxy", pod.sidecar, {
      cpu: SIDECAR_LIMITS.cores,
      memory: SIDECAR_LIMITS.bytes,
    }),
    ...networkOf(pod),
  ];
}

/** A pod with nothing beside its application. */
export function bareContainersOf(pod: Pod): readonly Series[] {
  return [
    ...phasesOf(pod),
    ...containerOf(pod, pod.container, "container"),
    ...networkOf(pod),
  ];
}

const PHASES = ["Running", "Pending", "Succeeded", "Failed", "Unknown"];

function phasesOf(pod: Pod): readonly Series[] {
  return PHASES.map((phase) => ({
    metric: "kube_pod_status_phase",
    labels: { phase, ...kubeState(pod) },
    value: phase === "Running" ? 1 : 0,
  }));
}

function containerOf(
  pod: Pod,
  container: string,
  kind: Pod["sidecar"],
): readonly Series[] {
  const used = { container, ...kubelet(pod) };
  const state = { container, ...kubeState(pod) };
  return [
    {
      metric: "container_memory_working_set_bytes",
      labels: used,
      value: 64 * 1024 ** 2,
    },
    {
      metric: "container_cpu_usage_seconds_total",
      labels: { cpu: "total", ...used },
      perSecond: 0.05,
    },
    {
      metric: "container_cpu_cfs_periods_total",
      labels: used,
      perSecond: PERIODS_PER_SECOND,
    },
    {
      metric: "container_cpu_cfs_throttled_periods_total",
      labels: used,
      perSecond: 0,
    },
    { metric: `kube_pod_${kind}_status_running`, labels: state, value: 1 },
    {
      metric: `kube_pod_${kind}_status_restarts_total`,
      labels: state,
      perSecond: 0,
    },
  ];
}

function limitsOf(
  pod: Pod,
  container: string,
  kind: Pod["sidecar"],
  limits: Readonly<Record<string, number>>,
): readonly Series[] {
  return Object.entries(limits).map(([resource, value]) => ({
    metric: `kube_pod_${kind}_resource_limits`,
    labels: {
      container,
      resource,
      unit: resource === "cpu" ? "core" : "byte",
      ...kubeState(pod),
    },
    value,
  }));
}

/** The counters of a pod's network belong to the pod, to no container of it. */
function networkOf(pod: Pod): readonly Series[] {
  return ["receive", "transmit"].map((direction) => ({
    metric: `container_network_${direction}_bytes_total`,
    labels: { interface: "eth0", ...kubelet(pod) },
    perSecond: 100_000,
  }));
}

function kubelet({ namespace, name }: Pod): Labels {
  return { namespace, pod: name, job: "kubelet", instance: "10.0.0.1:10250" };
}

function kubeState({ namespace, name }: Pod): Labels {
  return {
    namespace,
    pod: name,
    job: "kube-state-metrics",
    instance: "10.1.0.9:8080",
  };
}
