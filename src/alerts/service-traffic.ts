import { maxOverTime } from "../promql/build";
import { clientRequests, of, unrouted } from "../signals/requests";
import { latency } from "../signals/latency";
import { withTraffic } from "../signals/requests";
import { tcpFailures } from "../signals/tcp";
import type { Alert, ServiceSubject } from "./alert";
import { played } from "./alert";
import { speaksHttp, speaksTcp } from "./subjects";

export const serviceTraffic: readonly Alert<ServiceSubject>[] = [
  {
    name: "IstioServiceUnrouted",
    severity: "critical",
    dashboard: "service",
    applies: speaksHttp,
    query: ({ target, service: { thresholds } }) =>
      unrouted(target).gt(thresholds.unreachableRate),
    for: "2m",
    summary: "Callers' proxies have no route to the service.",
    description: ({ service }) =>
      `{{ $value | humanize }} requests a second to ${service.name} fail because their callers' proxies know no route or no cluster.`,
    runbook: {
      meaning:
        "Envoy answers with NR (no route) or NC (no cluster): a route names a subset or a host that no proxy knows. These requests carry no namespace of the service, so no other alert on it sees them.",
      impact: "Callers see 404 or 503 for all requests that take this route.",
      diagnosis: [
        [
          "Which subsets the route names, and which there are.",
          "kubectl get virtualservice,destinationrule -n NAMESPACE SERVICE -o yaml",
        ],
        ["What the analyzers say.", "istioctl analyze -n NAMESPACE"],
        [
          "What a caller's proxy has.",
          "istioctl proxy-config clusters -n NAMESPACE deploy/CALLER | grep SERVICE",
        ],
      ],
      mitigation: [
        "Apply the DestinationRule that defines the subset; apply `dist/` as a whole, in its own order.",
        "Or take the subset out of the route.",
      ],
    },
    proof: {
      fires: [played("web-app:unrouted=50%"), played("cart:unrouted=50%")],
      silent: [
        played("web-app:client-errors-only=20%"),
        played("web-app:canary-without-endpoint"),
      ],
    },
  },
  {
    name: "IstioServiceLatencyP95High",
    severity: "warning",
    dashboard: "service",
    applies: speaksHttp,
    query: ({ target, service: { thresholds } }) =>
      withTraffic(
        latency(target, 0.95).gt(thresholds.latencyP95),
        target,
        "server",
        thresholds.minimumRate,
      ),
    for: "10m",
    summary: "Requests take too long.",
    description: ({ service }) =>
      `The 95th percentile of ${service.name} is {{ printf "%.0f" $value }} ms.`,
    runbook: {
      meaning:
        "One request in twenty takes longer than the threshold at the server, over all its pods together.",
      impact: "Callers wait, and run into their timeouts.",
      diagnosis: [
        [
          "Whether one version is slow.",
          'histogram_quantile(0.95, sum by (le, destination_version) (service:istio_request_duration_milliseconds_bucket:rate5m{destination_service_name="SERVICE"}))',
        ],
        [
          "Whether the pods are short of CPU.",
          "kubectl top pods -n NAMESPACE -l app=SERVICE --containers",
        ],
        [
          "Where the time goes: a trace in Jaeger, if the applications forward the trace headers.",
          "istioctl dashboard jaeger",
        ],
        "Whether a service that it calls is slow: its own alert says so.",
      ],
      mitigation: ["Add pods, or CPU.", "Roll back the release that began it."],
    },
    proof: {
      fires: [
        played("cart:latency=2000ms"),
        played("web-app:latency=2000ms"),
        played("web-app:slow=2000ms", 60),
      ],
      silent: [played("web-app:latency=200ms"), played("cart:latency=100ms")],
    },
  },
  {
    name: "IstioServiceTrafficDropped",
    severity: "warning",
    dashboard: "service",
    applies: speaksHttp,
    query: ({ target, service: { thresholds } }) => {
      const now = clientRequests.query.where(of(target));
      const before = now.offset("1h");
      return now
        .or(before.mul(0))
        .lt(before.mul(thresholds.trafficLeft))
        .and(before.gt(5 * thresholds.minimumRate));
    },
    for: "15m",
    summary: "Traffic fell sharply against an hour ago.",
    description: ({ service }) =>
      `${service.name} gets {{ $value | humanize }} requests a second, a fraction of an hour ago.`,
    runbook: {
      meaning:
        "The service gets far fewer requests than an hour ago, or none; also when its series have vanished.",
      impact:
        "Users may not get as far as this service, or its telemetry is lost.",
      diagnosis: [
        [
          "Who called before, and does no more.",
          'sum by (source_workload) (rate(istio_requests_total{reporter="source",destination_service_name="SERVICE"}[5m] offset 1h))',
        ],
        [
          "Whether the gateway still gets requests.",
          "kubectl logs -n istio-ingress deploy/istio-ingress --tail=50",
        ],
        "Whether it is the end of a working day: then give the service its own threshold.",
      ],
      mitigation: ["Follow the callers upstream until one has its traffic."],
    },
    proof: {
      fires: [
        played("web-app:no-traffic"),
        played("web-app:series-gone"),
        played("telemetry-lost"),
      ],
      silent: [played("web-app:errors=20%")],
    },
  },
  {
    name: "IstioServiceTelemetryAbsent",
    severity: "warning",
    dashboard: "service",
    applies: speaksHttp,
    query: ({ target }) => {
      const now = clientRequests.query.where(of(target));
      return maxOverTime(now.over("1d", "30m")).gt(0).unless(now);
    },
    for: "15m",
    summary: "The series of a service that had traffic are gone.",
    description: ({ service }) =>
      `No proxy reports requests to ${service.name} any more, not even none.`,
    runbook: {
      meaning:
        "Within the last day the service had requests; now there is no series of it at all, as when pods are gone, are not scraped, or have lost their sidecars.",
      impact: "Every other alert on the service is blind.",
      diagnosis: [
        [
          "Whether its pods have sidecars.",
          "istioctl proxy-status | grep SERVICE",
        ],
        [
          "Whether they are scraped.",
          'up{namespace="NAMESPACE",pod=~"SERVICE-.*"}',
        ],
        [
          "What a proxy hands out.",
          "kubectl exec -n NAMESPACE deploy/SERVICE-VERSION -c istio-proxy -- curl -s localhost:15020/stats/prometheus | grep istio_requests_total",
        ],
      ],
      mitigation: [
        "Restart pods that came up without a sidecar.",
        "See that the PodMonitor carries the operator's selector label.",
      ],
    },
    proof: {
      fires: [played("web-app:series-gone"), played("telemetry-lost")],
      silent: [played("web-app:no-traffic")],
    },
  },
  {
    name: "IstioTcpConnectionFailures",
    severity: "warning",
    dashboard: "service",
    applies: speaksTcp,
    query: ({ target, service: { thresholds } }) =>
      tcpFailures(target).gt(thresholds.tcpFailureRate),
    for: "10m",
    summary: "TCP connections fail.",
    description: ({ service }) =>
      `{{ $value | humanize }} connections a second to ${service.name} find no server or are cut off.`,
    runbook: {
      meaning:
        "Connections close with UH, UF, UC, NR or NC: no endpoint, refused, reset, or no route.",
      impact: "Clients of a database or a cache see broken connections.",
      diagnosis: [
        [
          "Whether the pods are ready.",
          "kubectl get pods -n NAMESPACE -l app=SERVICE",
        ],
        [
          "Which flags.",
          'sum by (response_flags) (service:istio_tcp_connections_closed:rate5m{destination_service_name="SERVICE"})',
        ],
        [
          "Whether the client's mTLS setting fits the server's.",
          "istioctl x describe pod -n NAMESPACE POD",
        ],
      ],
      mitigation: [
        "Make the server's pods ready.",
        "If it began with STRICT, go back to PERMISSIVE and read docs/mtls.md.",
      ],
    },
    proof: {
      fires: [played("sessions:tcp-failures")],
      silent: [played("sessions:plaintext-tcp")],
    },
  },
];
