import {
  errorRatio,
  grpcErrorRatio,
  unreachable,
  withTraffic,
} from "../signals/requests";
import type { Alert, ServiceSubject } from "./alert";
import { played } from "./alert";
import { speaksGrpc, speaksHttp } from "./subjects";

const ERRORS = [
  "The canary, if there is one, fails alone: compare the versions.",
  'sum by (destination_version, response_code, response_flags) (service:istio_requests:rate5m{destination_service_name="SERVICE"})',
] as const;
const LOGS = [
  "What the application says.",
  "kubectl logs -n NAMESPACE -l app=SERVICE --tail=100 --prefix",
] as const;

export const serviceErrors: readonly Alert<ServiceSubject>[] = [
  {
    name: "IstioServiceErrorRateHigh",
    // Where an availability is promised, the burn of its budget pages instead.
    severity: ({ service }) =>
      service.slo?.availability === undefined ? "critical" : "warning",
    dashboard: "service",
    applies: speaksHttp,
    query: ({ target, service: { thresholds } }) =>
      withTraffic(
        errorRatio(target, "clients").gt(thresholds.errorRatio),
        target,
        "clients",
        thresholds.minimumRate,
      ),
    for: "5m",
    summary: "Callers see too many failed requests.",
    description: ({ service }) =>
      `{{ $value | humanizePercentage }} of the requests to ${service.name} fail, as its callers see it.`,
    runbook: {
      meaning:
        "Of the requests to the service, as its callers' proxies count them, too many failed: HTTP 5xx, or a gRPC status that is the server's fault. Requests that never reached the service count too; clients that hung up do not.",
      impact: "Users of everything that calls the service see errors.",
      diagnosis: [
        ERRORS,
        [
          "Whether requests reach the pods: flags such as UH, UF or NR say that Envoy answered itself.",
          "istioctl proxy-config endpoints -n NAMESPACE deploy/CALLER | grep SERVICE",
        ],
        LOGS,
        [
          "What changed lately.",
          "kubectl rollout history -n NAMESPACE deploy -l app=SERVICE",
        ],
      ],
      mitigation: [
        "If the canary fails alone, set its weight to 0 and leave out its header route.",
        "If a release began it, roll back: `kubectl rollout undo -n NAMESPACE deploy/SERVICE-VERSION`, then mend the description.",
        "If a dependency fails, its own alerts say so; start there.",
      ],
    },
    proof: {
      fires: [
        played("cart:errors=20%"),
        played("web-app:errors=20%"),
        played("cart:grpc-errors=20%"),
        played("web-app:client-errors-only=20%"),
        played("web-app:canary-without-endpoint"),
      ],
      silent: [played("cart:errors=4%"), played("web-app:hang-ups=50%")],
    },
  },
  {
    name: "IstioServiceServerErrorRateHigh",
    severity: "warning",
    dashboard: "service",
    applies: speaksHttp,
    query: ({ target, service: { thresholds } }) =>
      withTraffic(
        errorRatio(target, "server").gt(thresholds.errorRatio),
        target,
        "server",
        thresholds.minimumRate,
      ),
    for: "5m",
    summary: "The service's own answers are failures.",
    description: ({ service }) =>
      `{{ $value | humanizePercentage }} of what ${service.name} answers are failures.`,
    runbook: {
      meaning:
        "The service's own proxies count too many failures: the application answered them, not the mesh on its way.",
      impact:
        "The same errors that IstioServiceErrorRateHigh reports, with the cause narrowed to the application.",
      diagnosis: [ERRORS, LOGS],
      mitigation: [
        "Roll back the release that began it.",
        "Scale up if the errors come with high CPU.",
      ],
    },
    proof: {
      fires: [
        played("cart:errors=20%"),
        played("web-app:errors=20%"),
        played("cart:grpc-errors=20%"),
      ],
      silent: [
        played("cart:errors=4%"),
        played("web-app:client-errors-only=20%"),
      ],
    },
  },
  {
    name: "IstioServiceGrpcErrorRateHigh",
    severity: "warning",
    dashboard: "service",
    applies: speaksGrpc,
    query: ({ target, service: { thresholds } }) =>
      withTraffic(
        grpcErrorRatio(target).gt(thresholds.errorRatio),
        target,
        "server",
        thresholds.minimumRate,
      ),
    for: "5m",
    summary: "Calls over gRPC fail by their status.",
    description: ({ service }) =>
      `{{ $value | humanizePercentage }} of the gRPC calls to ${service.name} end with a status that is the server's fault.`,
    runbook: {
      meaning:
        "Calls end with UNKNOWN, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE or DATA_LOSS. HTTP says 200 all the while.",
      impact: "Callers get errors that no HTTP dashboard shows.",
      diagnosis: [
        [
          "Which status.",
          'sum by (grpc_response_status) (service:istio_requests:rate5m{reporter="destination",destination_service_name="SERVICE"})',
        ],
        LOGS,
      ],
      mitigation: [
        "4 and 8: more pods, or a longer deadline at the callers.",
        "12: a caller is newer than the service; roll the service forward.",
        "Others: roll back the release that began it.",
      ],
    },
    proof: {
      fires: [played("cart:grpc-errors=20%"), played("cart:errors=20%")],
      silent: [played("cart:grpc-errors=4%"), played("cart:errors=4%")],
    },
  },
  {
    name: "IstioServiceUnreachable",
    severity: "warning",
    dashboard: "service",
    query: ({ target, service: { thresholds } }) =>
      unreachable(target).gt(thresholds.unreachableRate),
    applies: speaksHttp,
    for: "5m",
    summary: "Envoy fails requests before they reach the service.",
    description: ({ service }) =>
      `{{ $value | humanize }} requests a second to ${service.name} fail with the flag {{ $labels.response_flags }}.`,
    runbook: {
      meaning:
        "The callers' proxies answer requests themselves: UH no healthy endpoint, UF the connection failed, NR no route, NC no cluster, UO a limit is reached, URX retries are used up.",
      impact: "Callers see 503s that the service knows nothing of.",
      diagnosis: [
        [
          "Endpoints as a caller's proxy sees them.",
          "istioctl proxy-config endpoints -n NAMESPACE deploy/CALLER | grep SERVICE",
        ],
        [
          "Whether pods are ready.",
          "kubectl get pods -n NAMESPACE -l app=SERVICE",
        ],
        [
          "Whether the routes name subsets that exist.",
          "istioctl analyze -n NAMESPACE",
        ],
      ],
      mitigation: [
        "UH: make pods ready, or take the empty subset out of the route.",
        "NR and NC: apply the DestinationRule before the VirtualService that names its subsets.",
        "UO: raise the connection pool's limits, or add pods.",
      ],
    },
    proof: {
      fires: [
        played("web-app:client-errors-only=20%"),
        played("web-app:canary-without-endpoint"),
      ],
      silent: [played("web-app:errors=20%"), played("web-app:hang-ups=50%")],
    },
  },
];
