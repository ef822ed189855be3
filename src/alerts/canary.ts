import {
  canaryRate,
  canaryShare,
  errorIncrease,
  latencyFactor,
  serverRate,
  weightDrift,
  withoutEndpoint,
} from "../signals/canary";
import type { Alert, CanarySubject } from "./alert";
import { played } from "./alert";
import { speaksHttp } from "./subjects";

const ROLL_BACK =
  "Roll the canary back, `sidelight canary SERVICE --rollback` or `phase: rolled-back`, and apply; its pods stay to be looked at.";
const COMPARE = [
  "Stable beside canary.",
  'sum by (destination_version, response_code) (service:istio_requests:rate5m{reporter="destination",destination_service_name="SERVICE"})',
] as const;

export const canaryAlerts: readonly Alert<CanarySubject>[] = [
  {
    name: "IstioCanaryErrorRegression",
    severity: "critical",
    dashboard: "canary",
    applies: speaksHttp,
    query: ({ canary, service: { thresholds } }) =>
      errorIncrease(canary)
        .gt(thresholds.canaryErrorIncrease)
        .and(canaryRate(canary).gt(thresholds.minimumRate / 2)),
    for: "2m",
    // Burn alerts look back for half an hour; until then this one mutes them.
    keepFiringFor: "45m",
    summary: "The canary fails more requests than stable.",
    description: ({ canary }) =>
      `${canary.canary} of ${canary.service} fails {{ $value | humanizePercentage }} more of its requests than ${canary.stable}.`,
    runbook: {
      meaning:
        "The canary's share of failed requests exceeds stable's, at the server, by more than the threshold. Both see the same requests, so it is the new version.",
      impact: "Users who are routed to the canary see errors.",
      diagnosis: [
        COMPARE,
        [
          "What the canary says.",
          "kubectl logs -n NAMESPACE -l app=SERVICE,version=CANARY --tail=100",
        ],
      ],
      mitigation: [ROLL_BACK],
    },
    proof: {
      fires: [played("web-app:canary-errors=30%")],
      silent: [
        played("web-app:errors=20%"),
        played("web-app:canary-errors=1%"),
      ],
    },
  },
  {
    name: "IstioCanaryWithoutEndpoint",
    severity: "critical",
    dashboard: "canary",
    applies: (subject) => speaksHttp(subject) && subject.weight > 0,
    query: ({ canary, service: { thresholds } }) =>
      withoutEndpoint(canary)
        .gt(thresholds.unreachableRate)
        .unless(canaryRate(canary).gt(0)),
    for: "2m",
    // Burn alerts look back for half an hour; until then this one mutes them.
    keepFiringFor: "45m",
    summary: "The canary has requests routed to it and no pod to take them.",
    description: ({ canary }) =>
      `{{ $value | humanize }} requests a second to ${canary.service} find no endpoint while ${canary.stable} answers and ${canary.canary} sees none.`,
    runbook: {
      meaning:
        "Callers' proxies answer 503 with UH for the share that is routed to the canary: its subset is empty. The failed requests carry no version, so no comparison of versions shows them.",
      impact: "The canary's whole share of the requests fails.",
      diagnosis: [
        [
          "Whether the canary's pods are ready.",
          "kubectl get pods -n NAMESPACE -l app=SERVICE,version=CANARY",
        ],
        [
          "Whether the subset's labels are the pods'.",
          "kubectl get destinationrule -n NAMESPACE SERVICE -o yaml",
        ],
      ],
      mitigation: [ROLL_BACK],
    },
    proof: {
      fires: [played("web-app:canary-without-endpoint")],
      silent: [
        played("web-app:canary-errors=30%"),
        played("web-app:canary-no-traffic"),
      ],
    },
  },
  {
    name: "IstioCanaryLatencyRegression",
    severity: "warning",
    dashboard: "canary",
    applies: speaksHttp,
    query: ({ canary, service: { thresholds } }) =>
      latencyFactor(canary, thresholds.canaryLatencyFloor)
        .gt(thresholds.canaryLatencyFactor)
        .and(canaryRate(canary).gt(thresholds.minimumRate / 2)),
    for: "10m",
    summary: "The canary is slower than stable.",
    description: ({ canary }) =>
      `The 95th percentile of ${canary.canary} of ${canary.service} is {{ $value | humanize }} times that of ${canary.stable}.`,
    runbook: {
      meaning:
        "The canary's 95th percentile exceeds stable's by more than the factor, and is not merely small.",
      impact: "Users who are routed to the canary wait longer.",
      diagnosis: [
        COMPARE,
        [
          "Whether it is short of CPU, or still warming up.",
          "kubectl top pods -n NAMESPACE -l app=SERVICE,version=CANARY --containers",
        ],
      ],
      mitigation: [ROLL_BACK],
    },
    proof: {
      fires: [played("web-app:canary-latency=400ms")],
      silent: [
        played("web-app:latency=400ms"),
        played("web-app:canary-latency=30ms"),
      ],
    },
  },
  {
    name: "IstioCanaryWeightDrift",
    severity: "info",
    dashboard: "canary",
    applies: (subject) => speaksHttp(subject) && subject.weight > 0,
    query: ({ canary, service: { thresholds } }) =>
      weightDrift(canary)
        .gt(thresholds.canaryWeightDrift)
        .and(serverRate(canary).gt(5 * thresholds.minimumRate)),
    for: "15m",
    summary: "The canary's share of the requests is not what was declared.",
    description: ({ canary }) =>
      `The share of ${canary.canary} of ${canary.service} is {{ $value | humanizePercentage }} off its declared weight.`,
    runbook: {
      meaning:
        "Of the requests that reach the service, another share goes to the canary than its weight says. A header route raises the share on purpose, by the requests that carry the header.",
      impact: "The canary is tried on more or fewer users than was decided.",
      diagnosis: [
        [
          "What the proxies have.",
          "istioctl proxy-config routes -n NAMESPACE deploy/CALLER -o json | grep -A8 weightedClusters",
        ],
        "Whether callers go past the route: an ingress controller outside the mesh, or pods without a sidecar, see no weights.",
      ],
      mitigation: ["Apply dist/ again.", "Bring the callers into the mesh."],
    },
    proof: {
      fires: [
        played("web-app:canary-weight-drift=30%"),
        played("web-app:canary-no-traffic"),
        played("web-app:canary-without-endpoint"),
        played("scrape-down=50%"),
      ],
      silent: [played("web-app:canary-weight-drift=12%")],
    },
  },
  {
    name: "IstioCanaryNoTraffic",
    severity: "warning",
    dashboard: "canary",
    applies: (subject) => speaksHttp(subject) && subject.weight > 0,
    query: ({ canary, service: { thresholds } }) =>
      canaryShare(canary)
        .eq(0)
        .and(serverRate(canary).gt(5 * thresholds.minimumRate)),
    for: "15m",
    summary: "The canary sees none of the service's requests.",
    description: ({ canary }) =>
      `${canary.canary} of ${canary.service} sees no requests, though it has a weight.`,
    runbook: {
      meaning:
        "The service has traffic, and none of it reaches the canary, so nothing is learnt of it.",
      impact: "A promotion would be blind.",
      diagnosis: [
        [
          "Whether the route is applied.",
          "kubectl get virtualservice -n NAMESPACE SERVICE -o yaml",
        ],
        ["Whether the callers have sidecars.", "istioctl proxy-status"],
      ],
      mitigation: ["Apply dist/ again.", "Bring the callers into the mesh."],
    },
    proof: {
      fires: [
        played("web-app:canary-no-traffic"),
        played("web-app:canary-without-endpoint"),
        played("scrape-down=50%"),
      ],
      silent: [played("web-app:no-traffic")],
    },
  },
];
