import * as sidecar from "../signals/sidecar";
import { overhead } from "../signals/latency";
import type { Alert, MeshSubject } from "./alert";
import { played } from "./alert";

const POD = "{{ $labels.pod }}";
const TOP = [
  "What it uses.",
  "kubectl top pod -n NAMESPACE POD --containers",
] as const;
const RAISE =
  "Raise the limit: `sidecar: { resources: { limits: { … } } }` of the service, or of the mesh.";

export const sidecarAlerts: readonly Alert<MeshSubject>[] = [
  {
    name: "IstioSidecarMemoryNearLimit",
    severity: "warning",
    dashboard: "sidecars",
    query: ({ mesh }) =>
      sidecar.memoryUse(mesh.namespace.name).gt(mesh.thresholds.sidecarMemory),
    for: "10m",
    service: "istio-proxy",
    summary: "A sidecar is near its memory limit.",
    description: `The sidecar of ${POD} uses {{ $value | humanizePercentage }} of its memory limit.`,
    runbook: {
      meaning:
        "istio-proxy holds almost as much memory as it may; past the limit it is killed.",
      impact: "A killed sidecar breaks every connection of its pod.",
      diagnosis: [
        TOP,
        [
          "How much configuration it holds.",
          "istioctl proxy-config clusters POD -n NAMESPACE | wc -l",
        ],
      ],
      mitigation: [
        RAISE,
        "Let it hold less: a Sidecar resource that names what the service calls.",
      ],
    },
    proof: {
      fires: [played("web-app:sidecar-memory=95%")],
      silent: [played("web-app:sidecar-memory=80%")],
    },
  },
  {
    name: "IstioSidecarCpuNearLimit",
    severity: "warning",
    dashboard: "sidecars",
    query: ({ mesh }) =>
      sidecar.cpuUse(mesh.namespace.name).gt(mesh.thresholds.sidecarCpu),
    for: "15m",
    service: "istio-proxy",
    summary: "A sidecar is near its CPU limit.",
    description: `The sidecar of ${POD} uses {{ $value | humanizePercentage }} of its CPU limit.`,
    runbook: {
      meaning: "istio-proxy uses almost all the CPU that it may.",
      impact: "All requests of its pod become slower.",
      diagnosis: [
        TOP,
        [
          "Whether the load is even over the pods.",
          'sum by (pod) (rate(istio_requests_total{namespace="NAMESPACE"}[5m]))',
        ],
      ],
      mitigation: [RAISE, "Add pods."],
    },
    proof: {
      fires: [played("web-app:sidecar-cpu=95%")],
      silent: [played("web-app:sidecar-cpu=80%")],
    },
  },
  {
    name: "IstioSidecarCpuThrottled",
    severity: "warning",
    dashboard: "sidecars",
    query: ({ mesh }) =>
      sidecar
        .throttling(mesh.namespace.name)
        .gt(mesh.thresholds.sidecarThrottling),
    for: "15m",
    service: "istio-proxy",
    summary: "A sidecar is held back at its CPU limit.",
    description: `The sidecar of ${POD} is held back in {{ $value | humanizePercentage }} of its periods.`,
    runbook: {
      meaning:
        "The kernel stops istio-proxy for part of each period because its limit is used up.",
      impact:
        "Requests wait tens of milliseconds at a time, which shows in the high percentiles first.",
      diagnosis: [TOP],
      mitigation: [RAISE],
    },
    proof: {
      fires: [played("web-app:sidecar-throttled=50%")],
      silent: [played("web-app:sidecar-throttled=10%")],
    },
  },
  {
    name: "IstioSidecarRestarting",
    severity: "warning",
    dashboard: "sidecars",
    query: ({ mesh }) =>
      sidecar.restarts(mesh.namespace.name).gt(mesh.thresholds.sidecarRestarts),
    for: "5m",
    service: "istio-proxy",
    summary: "A sidecar keeps restarting.",
    description: `The sidecar of ${POD} restarted {{ $value | humanize }} times in 15 minutes.`,
    runbook: {
      meaning:
        "istio-proxy ends and is started again, as after a crash or when it passes its memory limit.",
      impact: "Each restart breaks the pod's connections.",
      diagnosis: [
        [
          "Why it ended.",
          "kubectl describe pod -n NAMESPACE POD | grep -A10 istio-proxy",
        ],
        [
          "Its last words.",
          "kubectl logs -n NAMESPACE POD -c istio-proxy --previous --tail=50",
        ],
      ],
      mitigation: [
        "OOMKilled: raise the memory limit.",
        "Otherwise restart the pod, and report the crash to Istio.",
      ],
    },
    proof: {
      fires: [played("web-app:sidecar-restarts=5")],
      silent: [played("web-app:sidecar-restarts=1")],
    },
  },
  {
    name: "IstioPodWithoutSidecar",
    severity: "warning",
    dashboard: "sidecars",
    query: ({ mesh }) => sidecar.podsWithoutSidecar(mesh.namespace.name),
    for: "15m",
    service: "istio-proxy",
    summary: "A pod runs without a sidecar.",
    description: `${POD} runs without a sidecar, neither as a container nor natively.`,
    runbook: {
      meaning:
        "A running pod of the namespace has no running istio-proxy: it started before the injector did, or is excluded.",
      impact:
        "Its traffic is neither measured, encrypted nor routed by the mesh.",
      diagnosis: [
        [
          "Whether injection is on.",
          "kubectl get namespace NAMESPACE --show-labels",
        ],
        ["What the injector says.", "istioctl x check-inject -n NAMESPACE POD"],
      ],
      mitigation: [
        "Restart it: `kubectl rollout restart -n NAMESPACE deploy/…`.",
        "If it is meant to be outside, run it in another namespace.",
      ],
    },
    proof: {
      fires: [played("web-app:pod-without-sidecar")],
      silent: [played("web-app:sidecar-restarts=1")],
    },
  },
  {
    name: "IstioProxyOverheadHigh",
    severity: "info",
    dashboard: "sidecars",
    query: ({ mesh }) =>
      overhead(mesh.namespace.name).gt(mesh.thresholds.proxyOverhead),
    for: "15m",
    service: "{{ $labels.destination_service_name }}",
    summary: "Proxies and network add much to each request.",
    description:
      'Between the two proxies each request to {{ $labels.destination_service_name }} spends {{ printf "%.0f" $value }} ms on average.',
    runbook: {
      meaning:
        "The mean duration at the source exceeds that at the destination: the client's proxy and the network between.",
      impact: "Every call is slower by that much.",
      diagnosis: [
        [
          "Whether sidecars are held back.",
          "kubectl top pods -n NAMESPACE --containers | grep istio-proxy",
        ],
        "Whether caller and service stand in different zones.",
      ],
      mitigation: [RAISE, "Keep chatty services in one zone."],
    },
    proof: {
      fires: [played("web-app:proxy-overhead=50ms")],
      silent: [played("web-app:proxy-overhead=5ms")],
    },
  },
];
