import { Construct } from "constructs";
import type { PodMonitorSpecPodMetricsEndpointsRelabelings } from "../../imports/monitoring.coreos.com";
import {
  PodMonitor,
  PodMonitorSpecPodMetricsEndpointsRelabelingsAction as Action,
  ServiceMonitor,
} from "../../imports/monitoring.coreos.com";
import type { ApplicationMetrics } from "../mesh/application-metrics";
import type { Monitoring, MonitoringProps } from "../mesh/monitoring";
import { describeMonitoring, monitoringCheck } from "../mesh/monitoring";
import { Place } from "../problems/place";
import type { Problem } from "../problems/problem";
import { hasErrors } from "../problems/problem";
import { report } from "./report";

/**
 * How a Prometheus operator finds the sidecars of a namespace, and istiod. A
 * plain Prometheus goes by the annotations that injection writes; for it
 * nothing comes out, since both at once would count everything twice.
 *
 *     new Scraping(chart, "scraping", { labels: { release: "kube-prometheus-stack" } })
 *     => PodMonitor istio-proxies, ServiceMonitor istiod
 */
export class Scraping extends Construct {
  constructor(scope: Construct, id: string, props: MonitoringProps = {}) {
    super(scope, id);
    const problems: Problem[] = [];
    const at = new Place("monitoring", problems);
    monitoringCheck(props, at);
    const monitoring = hasErrors(problems)
      ? undefined
      : describeMonitoring(props, at);
    report(this, problems);
    if (monitoring && !hasErrors(problems)) addScraping(this, monitoring);
  }
}

export function addScraping(scope: Construct, monitoring: Monitoring): void {
  if (monitoring.scrape === "annotations") return;
  addSidecarMonitor(scope, monitoring);
  if (monitoring.controlPlane) addIstiodMonitor(scope, monitoring);
}

/** What scrapes the sidecars of the scope's namespace. */
export function addSidecarMonitor(
  scope: Construct,
  { labels, interval }: Monitoring,
): void {
  new PodMonitor(scope, "PodMonitor", {
    metadata: { name: "istio-proxies", labels },
    spec: {
      selector: {},
      podMetricsEndpoints: [
        { path: "/stats/prometheus", interval, relabelings: PROXY_RELABELINGS },
      ],
    },
  });
}

/** What scrapes istiod, wherever it runs. */
export function addIstiodMonitor(
  scope: Construct,
  { labels, interval, istioNamespace }: Monitoring,
): void {
  new ServiceMonitor(scope, "ServiceMonitor", {
    metadata: { name: "istiod", labels },
    spec: {
      namespaceSelector: { matchNames: [istioNamespace] },
      selector: { matchLabels: { istio: "pilot" } },
      endpoints: [{ port: "http-monitoring", interval }],
    },
  });
}

const PORT_AND_ADDRESS = [
  "__meta_kubernetes_pod_annotation_prometheus_io_port",
  "__meta_kubernetes_pod_ip",
];

/**
 * Only istio-proxy, on the port that injection put into the pod's annotation:
 * 15020, where the agent's and the application's metrics come with Envoy's.
 */
const PROXY_RELABELINGS: PodMonitorSpecPodMetricsEndpointsRelabelings[] = [
  {
    action: Action.KEEP,
    sourceLabels: ["__meta_kubernetes_pod_container_name"],
    regex: "istio-proxy",
  },
  {
    sourceLabels: PORT_AND_ADDRESS,
    regex: "(\\d+);([^:]+)",
    replacement: "$2:$1",
    targetLabel: "__address__",
  },
  {
    sourceLabels: PORT_AND_ADDRESS,
    regex: "(\\d+);(.*:.*)",
    replacement: "[$2]:$1",
    targetLabel: "__address__",
  },
];

/** The application's own endpoint, asked directly, past the sidecar. */
export function addApplicationMonitor(
  scope: Construct,
  app: string,
  { port, path }: ApplicationMetrics,
  { labels, interval }: Monitoring,
): void {
  new PodMonitor(scope, "PodMonitor", {
    metadata: { name: app, labels: { app, ...labels } },
    spec: {
      selector: { matchLabels: { app } },
      podMetricsEndpoints: [{ portNumber: port, path, interval }],
    },
  });
}
