import * as istiod from "../metrics/istiod";
import * as controlPlane from "../signals/control-plane";
import type { Alert, MeshSubject } from "./alert";
import { played } from "./alert";

const scraped = ({ mesh }: MeshSubject) => mesh.monitoring.controlPlane;
const ANALYZE = ["What the analyzers say.", "istioctl analyze -A"] as const;

export const meshConfigAlerts: readonly Alert<MeshSubject>[] = [
  {
    name: "IstioListenerConflict",
    severity: "warning",
    dashboard: "control-plane",
    applies: scraped,
    query: () => controlPlane.listenerConflicts().gt(0),
    for: "10m",
    service: "istiod",
    summary: "Listeners conflict.",
    description:
      "{{ $value | humanize }} listeners of the generated configuration conflict.",
    runbook: {
      meaning:
        "Two services want one address and port in different protocols; one of them wins.",
      impact: "Requests to the other are handled as the wrong protocol.",
      diagnosis: [
        ANALYZE,
        ["Services of one port.", "kubectl get services -A -o wide"],
      ],
      mitigation: [
        "Name the ports by their protocols, or give one service another port.",
      ],
    },
    proof: {
      fires: [played("listener-conflict")],
      silent: [played("duplicate-clusters")],
    },
  },
  {
    name: "IstioDuplicateClusters",
    severity: "warning",
    dashboard: "control-plane",
    applies: scraped,
    query: () => istiod.duplicateClusters.sum().gt(0),
    for: "10m",
    service: "istiod",
    summary: "Clusters have one name.",
    description:
      "{{ $value | humanize }} Envoy clusters have the name of another.",
    runbook: {
      meaning: "Two ServiceEntries or services resolve to one cluster name.",
      impact: "One of them is ignored.",
      diagnosis: [
        ANALYZE,
        ["ServiceEntries of one host.", "kubectl get serviceentries -A"],
      ],
      mitigation: ["Remove one of the two."],
    },
    proof: {
      fires: [played("duplicate-clusters")],
      silent: [played("duplicate-subsets")],
    },
  },
  {
    name: "IstioDuplicateSubsets",
    severity: "warning",
    dashboard: "control-plane",
    applies: scraped,
    query: () => istiod.duplicateSubsets.sum().gt(0),
    for: "10m",
    service: "istiod",
    summary: "Several DestinationRules define one subset.",
    description:
      "{{ $value | humanize }} subsets are defined more than once for a host.",
    runbook: {
      meaning: "Two DestinationRules for one host define a subset of one name.",
      impact: "Which of them holds depends on their age.",
      diagnosis: [
        ANALYZE,
        [
          "DestinationRules of one host.",
          "kubectl get destinationrules -A -o custom-columns=NS:.metadata.namespace,NAME:.metadata.name,HOST:.spec.host",
        ],
      ],
      mitigation: ["Keep the one in the service's own namespace."],
    },
    proof: {
      fires: [played("duplicate-subsets")],
      silent: [played("listener-conflict")],
    },
  },
  {
    name: "IstioSidecarInjectionFailures",
    severity: "critical",
    dashboard: "control-plane",
    applies: scraped,
    query: () => controlPlane.injectionFailures().gt(0),
    for: "1m",
    keepFiringFor: "10m",
    service: "istiod",
    summary: "Sidecar injection fails.",
    description: "{{ $value | humanize }} injections failed in ten minutes.",
    runbook: {
      meaning: "The injector could not make a sidecar for a pod.",
      impact: "The pod is not created, so a rollout or a replacement is stuck.",
      diagnosis: [
        [
          "What istiod says.",
          "kubectl logs -n istio-system deploy/istiod | grep -i inject",
        ],
        [
          "What the ReplicaSet says.",
          "kubectl get events -A --field-selector reason=FailedCreate",
        ],
      ],
      mitigation: [
        "Mend the annotation that it names.",
        "Take back the last change of the injection template.",
      ],
    },
    proof: {
      fires: [played("injection-failures")],
      silent: [played("config-rejected")],
    },
  },
  {
    name: "IstioProxyIstiodConnectionFailing",
    severity: "warning",
    dashboard: "sidecars",
    query: ({ mesh }) =>
      controlPlane
        .connectionFailures(mesh.namespace.name)
        .gt(controlPlane.TOLERATED_CONNECTION_FAILURES),
    for: "10m",
    service: "istio-proxy",
    summary: "A proxy cannot reach istiod.",
    description:
      "{{ $labels.pod }} failed {{ $value | humanize }} times to reach istiod.",
    runbook: {
      meaning: "The agent beside the proxy cannot connect to istiod.",
      impact:
        "The proxy learns of no change, and its certificate will run out.",
      diagnosis: [
        [
          "What the agent says.",
          "kubectl logs -n NAMESPACE POD -c istio-proxy | grep -i xds",
        ],
        [
          "Whether a NetworkPolicy is in the way.",
          "kubectl get networkpolicies -n NAMESPACE",
        ],
      ],
      mitigation: ["Let port 15012 of istiod be reached."],
    },
    proof: {
      fires: [played("istiod-unreachable")],
      silent: [played("istiod-down")],
    },
  },
];
