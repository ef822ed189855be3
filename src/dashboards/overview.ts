import { up } from "../metrics/platform";
import * as istio from "../metrics/istio";
import { vector } from "../promql/build";
import { firing } from "../signals/firing";
import { latency } from "../signals/latency";
import { mtlsShare } from "../signals/mtls";
import { errorRatio, failures, rate, unreachable } from "../signals/requests";
import { tcpConnections } from "../signals/tcp";
import type { Board, Panel, Row } from "./board";
import { customMetrics } from "./custom";
import { above, below, ofServices } from "./limits";
import { NUMBER, rateOf, SHARE, valueOf } from "./units";
import { NAMESPACE } from "./variables";

const ALL = { namespace: NAMESPACE } as const;
const NAME = "{{destination_service_name}}";
/** As many lines as a reader can tell apart. */
const MOST = 20;
const DURATION = valueOf(istio.requestDuration.sum);

/** Everything at a glance: where to go next. */
export const overview: Board = {
  name: "overview",
  title: "Mesh overview",
  description:
    "All services of the mesh: what they get, what fails, what is slow, what fires. Each service's name leads to its own dashboard.",
  variables: ["namespace"],
  annotated: true,
  rows: (mesh) => [
    {
      title: "Now",
      panels: [
        {
          kind: "stat",
          title: "Requests",
          description: "Requests a second to all services, as clients see it.",
          unit: rateOf(istio.requests),
          query: rate(ALL, "clients").sum(),
        },
        {
          kind: "stat",
          title: "Failed",
          description:
            "The share of all requests that fail, as clients see it: HTTP 5xx, and gRPC statuses that are the server's fault.",
          unit: SHARE,
          query: failures(ALL, "clients")
            .sum()
            .div(rate(ALL, "clients").sum().gt(0)),
          limits: [above(mesh.thresholds.errorRatio)],
        },
        {
          kind: "stat",
          title: "Slowest service",
          description:
            "The highest 95th percentile of any service, at the server.",
          unit: DURATION,
          query: latency(ALL, 0.95).max(),
          limits: [above(mesh.thresholds.latencyP95)],
        },
        {
          kind: "stat",
          title: "Lowest mTLS share",
          description:
            "Of the services, the one that gets the least of its requests with mTLS.",
          unit: SHARE,
          query: mtlsShare(NAMESPACE).min(),
          limits: [below(mesh.thresholds.mtlsShare)],
        },
        {
          kind: "stat",
          title: "Sidecars scraped",
          description:
            "The share of sidecars whose metrics Prometheus can fetch; what the others serve is missing everywhere here.",
          unit: SHARE,
          query: up
            .where({ namespace: NAMESPACE, container: "istio-proxy" })
            .avg(),
          limits: [below(1 - mesh.thresholds.scrapesDown)],
          alerts: ["IstioProxyScrapeDown", "IstioTelemetryAbsent"],
        },
        {
          kind: "stat",
          title: "Alerts",
          description: "How many alerts of the namespace fire.",
          unit: NUMBER,
          query: firing(NAMESPACE).sum().or(vector(0)),
          limits: [above(0)],
        },
      ],
    },
    {
      title: "Services",
      panels: [
        {
          kind: "table",
          title: "Services",
          description:
            "Each service now: requests a second and the failed share as its clients see them, its 95th percentile at the server, and the share that comes with mTLS.",
          labels: { destination_service_name: "Service" },
          link: {
            label: "destination_service_name",
            to: "service",
            as: "service",
          },
          columns: [
            {
              title: "Requests",
              unit: rateOf(istio.requests),
              query: rate(ALL, "clients").sumBy("destination_service_name"),
            },
            {
              title: "Failed",
              unit: SHARE,
              query: errorRatio(ALL, "clients").maxBy(
                "destination_service_name",
              ),
              limits: [above(mesh.thresholds.errorRatio)],
            },
            {
              title: "p95",
              unit: DURATION,
              query: latency(ALL, 0.95).maxBy("destination_service_name"),
              limits: [above(mesh.thresholds.latencyP95)],
            },
            {
              title: "mTLS",
              unit: SHARE,
              query: mtlsShare(NAMESPACE).minBy("destination_service_name"),
              limits: [below(mesh.thresholds.mtlsShare)],
            },
          ],
        },
        {
          kind: "graph",
          title: "Requests",
          description: `Requests a second, as clients see them; the ${MOST} busiest services.`,
          unit: rateOf(istio.requests),
          lines: [{ query: rate(ALL, "clients").topk(MOST), legend: NAME }],
        },
        {
          kind: "graph",
          title: "Failed requests",
          description: `The share that fails, as clients see it; the ${MOST} worst services. The line is the mesh's threshold; a service may have its own.`,
          unit: SHARE,
          lines: [
            { query: errorRatio(ALL, "clients").topk(MOST), legend: NAME },
          ],
          limits: [above(mesh.thresholds.errorRatio, "critical")],
        },
        {
          kind: "graph",
          title: "Duration",
          description: `The 95th percentile at the server; the ${MOST} slowest services. The line is the mesh's threshold; a service may have its own.`,
          unit: DURATION,
          lines: [{ query: latency(ALL, 0.95).topk(MOST), legend: NAME }],
          limits: [above(mesh.thresholds.latencyP95)],
        },
        {
          kind: "graph",
          title: "TCP connections",
          description: `Connections a second that clients open; the ${MOST} busiest services.`,
          unit: rateOf(istio.tcpOpened),
          lines: [{ query: tcpConnections(ALL).topk(MOST), legend: NAME }],
        },
      ],
    },
    trouble([
      {
        kind: "graph",
        title: "Answered by Envoy",
        description:
          "Requests a second that callers' proxies fail themselves, by flag: UH no healthy endpoint, UF connection failed, NR no route, NC no cluster, UO a limit, URX retries used up. Empty where there are none.",
        unit: rateOf(istio.requests),
        lines: [
          {
            query: unreachable(ALL).topk(MOST),
            legend: `${NAME} {{response_flags}}`,
          },
        ],
        limits: [ofServices(mesh, "unreachableRate")],
      },
      {
        kind: "table",
        title: "Firing alerts",
        description: "What fires now, and how many times. Empty is well.",
        width: 12,
        height: 8,
        labels: {
          alertname: "Alert",
          severity: "Severity",
          service: "Service",
        },
        columns: [{ title: "Times", unit: NUMBER, query: firing(NAMESPACE) }],
      },
    ]),
    ...customMetrics(mesh),
  ],
};

function trouble(panels: readonly Panel[]): Row {
  return { title: "Trouble", panels };
}
