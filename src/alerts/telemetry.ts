import { up } from "../metrics/platform";
import { maxOverTime } from "../promql/build";
import { clientRequests } from "../signals/requests";
import type { Alert, MeshSubject } from "./alert";
import { played } from "./alert";

export const telemetryAlerts: readonly Alert<MeshSubject>[] = [
  {
    name: "IstioTelemetryAbsent",
    severity: "critical",
    dashboard: "overview",
    query: ({ mesh }) => {
      const all = clientRequests.query.where({
        destination_service_namespace: mesh.namespace.name,
      });
      const by = "destination_service_namespace";
      return maxOverTime(all.over("1d", "30m"))
        .gt(0)
        .countBy(by)
        .unless(all.countBy(by));
    },
    for: "10m",
    service: "telemetry",
    summary: "The mesh reports no requests at all any more.",
    description:
      "{{ $value | humanize }} services of {{ $labels.destination_service_namespace }} had requests within the last day; now no series of any is left.",
    runbook: {
      meaning:
        "Not one proxy of the namespace reports requests, and some did. A mesh that never had a request stays silent.",
      impact: "Every alert on services is blind.",
      diagnosis: [
        ["Whether the sidecars are scraped.", "count by (job) (up == 1)"],
        [
          "What a proxy hands out.",
          "kubectl exec -n NAMESPACE deploy/SERVICE-VERSION -c istio-proxy -- curl -s localhost:15020/stats/prometheus | grep -c istio_requests_total",
        ],
        [
          "Whether a Telemetry switches metrics off.",
          "kubectl get telemetries -A",
        ],
      ],
      mitigation: [
        "Apply the PodMonitor again; see that it carries the operator's selector label.",
        "Take back the Telemetry that began it.",
      ],
    },
    proof: {
      fires: [played("telemetry-lost")],
      silent: [played("web-app:series-gone"), played("fresh-mesh")],
    },
  },
  {
    name: "IstioProxyScrapeDown",
    severity: "warning",
    dashboard: "overview",
    query: ({ mesh }) => {
      const targets = up.where({
        namespace: mesh.namespace.name,
        container: "istio-proxy",
      });
      return targets
        .eq(0)
        .countBy("namespace")
        .div(targets.countBy("namespace"))
        .gt(mesh.thresholds.scrapesDown);
    },
    for: "10m",
    service: "telemetry",
    summary: "Sidecars cannot be scraped.",
    description:
      "{{ $value | humanizePercentage }} of the sidecars in {{ $labels.namespace }} cannot be scraped.",
    runbook: {
      meaning: "Prometheus finds the sidecars and cannot fetch their metrics.",
      impact: "Rates are too low by what those pods serve.",
      diagnosis: [
        ["Which, and the error.", "Prometheus, Status, Targets"],
        [
          "Whether a NetworkPolicy keeps port 15020 closed.",
          "kubectl get networkpolicies -n NAMESPACE",
        ],
      ],
      mitigation: [
        "Let Prometheus reach port 15020.",
        "Restart pods whose agent does not answer.",
      ],
    },
    proof: {
      fires: [played("scrape-down=50%")],
      silent: [played("telemetry-lost")],
    },
  },
];
