import * as istio from "../metrics/istio";
import { absent } from "../promql/build";
import { WINDOW } from "../signals/base";
import * as controlPlane from "../signals/control-plane";
import type { Alert, MeshSubject } from "./alert";
import { played } from "./alert";

/** These alerts are made where istiod is scraped. */
const scraped = ({ mesh }: MeshSubject) => mesh.monitoring.controlPlane;
const LOGS = [
  "What istiod says.",
  "kubectl logs -n istio-system deploy/istiod --tail=100",
] as const;
const STATUS = ["Which proxies are behind.", "istioctl proxy-status"] as const;

export const istiodAlerts: readonly Alert<MeshSubject>[] = [
  {
    name: "IstiodDown",
    severity: "critical",
    dashboard: "control-plane",
    applies: scraped,
    query: () => absent(istio.build.where({ component: "pilot" })),
    for: "5m",
    service: "istiod",
    summary: "No istiod reports.",
    description:
      "No istiod has reported for five minutes. Proxies keep what they have; nothing changes, and certificates are not renewed.",
    runbook: {
      meaning:
        "There is no series of istiod at all: it is down, or not scraped.",
      impact:
        "Traffic goes on with the last configuration. New pods get no sidecar or no configuration, and certificates run out within a day.",
      diagnosis: [
        ["Whether it runs.", "kubectl get pods -n istio-system -l app=istiod"],
        LOGS,
        ["Whether Prometheus scrapes it.", 'up{job=~".*istiod.*"}'],
      ],
      mitigation: [
        "Make it run; roll back its last upgrade.",
        "If only the scrape is missing, see that the ServiceMonitor carries the operator's selector label.",
      ],
    },
    proof: { fires: [played("istiod-down")], silent: [played("xds-rejects")] },
  },
  {
    name: "IstiodXdsRejects",
    severity: "warning",
    dashboard: "control-plane",
    applies: scraped,
    query: () => controlPlane.rejects().gt(0),
    for: "5m",
    service: "istiod",
    summary: "Proxies refuse configuration.",
    description:
      "Proxies refused {{ $labels.type }} {{ $value | humanize }} times in ten minutes.",
    runbook: {
      meaning:
        "A proxy could not use what istiod sent and keeps its old configuration; an EnvoyFilter is the usual cause.",
      impact: "A change that was applied does not hold in some proxies.",
      diagnosis: [
        STATUS,
        [
          "What was refused, and why.",
          "kubectl logs -n istio-system deploy/istiod | grep 'ACK ERROR'",
        ],
      ],
      mitigation: ["Take back the change that began it, EnvoyFilters first."],
    },
    proof: { fires: [played("xds-rejects")], silent: [played("push-errors")] },
  },
  {
    name: "IstiodPushErrors",
    severity: "warning",
    dashboard: "control-plane",
    applies: scraped,
    query: () => controlPlane.pushErrors(WINDOW).gt(0),
    for: "10m",
    service: "istiod",
    summary: "Configuration cannot be made or sent.",
    description:
      "{{ $labels.type }} happens {{ $value | humanize }} times a second.",
    runbook: {
      meaning: "Pushes end in an error while configuration is built or sent.",
      impact: "Some proxies do not learn of changes.",
      diagnosis: [LOGS, STATUS],
      mitigation: [
        "senderr: look at the network and at istiod's load; add replicas.",
        "builderr: take back the change that began it.",
      ],
    },
    proof: { fires: [played("push-errors")], silent: [played("xds-rejects")] },
  },
  {
    name: "IstiodInternalErrors",
    severity: "warning",
    dashboard: "control-plane",
    applies: scraped,
    query: () => controlPlane.internalErrors().gt(0),
    for: "5m",
    service: "istiod",
    summary: "Errors happen inside istiod.",
    description:
      "istiod had {{ $value | humanize }} internal errors in ten minutes.",
    runbook: {
      meaning: "istiod failed while it handled a proxy's request.",
      impact: "That proxy may lack configuration.",
      diagnosis: [LOGS],
      mitigation: ["Restart istiod if it persists, and report it to Istio."],
    },
    proof: {
      fires: [played("internal-errors")],
      silent: [played("write-timeouts")],
    },
  },
  {
    name: "IstiodConvergenceSlow",
    severity: "warning",
    dashboard: "control-plane",
    applies: scraped,
    query: ({ mesh }) =>
      controlPlane
        .convergence(0.99, WINDOW)
        .gt(mesh.thresholds.convergence / 1000),
    for: "10m",
    service: "istiod",
    summary: "Changes take long to reach the proxies.",
    description:
      "One change in a hundred takes {{ $value | humanizeDuration }} until all proxies have it.",
    runbook: {
      meaning:
        "From a change until every proxy has it, the 99th percentile exceeds the threshold.",
      impact: "Rollouts meet proxies that do not know the new pods yet.",
      diagnosis: [
        ["istiod's load.", "kubectl top pods -n istio-system -l app=istiod"],
        ["How often it pushes.", "sum by (type) (rate(pilot_xds_pushes[5m]))"],
      ],
      mitigation: [
        "Add replicas or CPU to istiod.",
        "Push less: Sidecar resources, discovery selectors.",
      ],
    },
    proof: {
      fires: [played("slow-convergence=20s")],
      silent: [played("slow-convergence=5s")],
    },
  },
  {
    name: "IstiodWriteTimeouts",
    severity: "warning",
    dashboard: "control-plane",
    applies: scraped,
    query: () => controlPlane.writeTimeouts().gt(0),
    for: "5m",
    service: "istiod",
    summary: "Proxies do not take configuration in time.",
    description: "{{ $value | humanize }} pushes timed out in ten minutes.",
    runbook: {
      meaning: "istiod gave up sending to a proxy that did not read.",
      impact: "That proxy runs on old configuration.",
      diagnosis: [
        STATUS,
        [
          "Whether the sidecars are short of CPU.",
          "kubectl top pods -A --containers | grep istio-proxy",
        ],
      ],
      mitigation: [
        "Give the sidecars more CPU.",
        "Look at the network between nodes.",
      ],
    },
    proof: {
      fires: [played("write-timeouts")],
      silent: [played("internal-errors")],
    },
  },
  {
    name: "IstiodConfigRejected",
    severity: "info",
    dashboard: "control-plane",
    applies: scraped,
    query: () => controlPlane.validationFailures().gt(0),
    for: "1m",
    service: "istiod",
    summary: "The validation webhook refused an object.",
    description:
      "{{ $value | humanize }} objects of {{ $labels.resource }} were refused: {{ $labels.reason }}.",
    runbook: {
      meaning:
        "Somebody, or a GitOps controller, applied an object that Istio's webhook refuses.",
      impact:
        "The change is not in the cluster; a controller tries again and again.",
      diagnosis: [["What Flux says.", "flux get kustomizations -A"], LOGS],
      mitigation: [
        "Mend the object; `istioctl validate -f` says what is wrong before it is applied.",
      ],
    },
    proof: {
      fires: [played("config-rejected")],
      silent: [played("xds-rejects")],
    },
  },
];
