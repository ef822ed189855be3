import type { MeshDescription } from "../mesh/mesh";
import * as istio from "../metrics/istio";
import { re } from "../promql/build";
import { of } from "../signals/requests";
import { tcpConnections, tcpFailures } from "../signals/tcp";
import * as workloads from "../signals/workloads";
import type { Graph, Row } from "./board";
import { ofServices } from "./limits";
import { rateOf, SHARE, valueOf } from "./units";
import { PICKED, WINDOW } from "./variables";

/** Both ends as they are picked. */
const ENDS = {
  reporter: re("$reporter"),
  source_workload: re("$source_workload"),
  source_workload_namespace: re("$source_namespace"),
  destination_workload: re("$workload"),
  ...of(PICKED),
} as const;

const DURATION = valueOf(istio.requestDuration.sum);
const CLIENT = ["source_workload", "source_workload_namespace"] as const;
const CLIENT_LEGEND = "{{source_workload}} in {{source_workload_namespace}}";

/** Who calls the service that is picked. */
export const byClient: readonly Graph[] = [
  {
    kind: "graph",
    title: "Requests by client",
    description: "Requests a second from each workload that calls.",
    unit: rateOf(istio.requests),
    stacked: true,
    lines: [
      {
        query: workloads.requestsBy(ENDS, WINDOW, ...CLIENT),
        legend: CLIENT_LEGEND,
      },
    ],
  },
  {
    kind: "graph",
    title: "Failed requests by client",
    description: "The share of each client's requests that fails.",
    unit: SHARE,
    lines: [
      {
        query: workloads.errorRatioBy(ENDS, WINDOW, ...CLIENT),
        legend: CLIENT_LEGEND,
      },
    ],
  },
  {
    kind: "graph",
    title: "Duration by client",
    description:
      "The 95th percentile of each client's requests; with the reporter Clients, the network and the clients' proxies are in it.",
    unit: DURATION,
    lines: [
      {
        query: workloads.latencyBy(ENDS, 0.95, WINDOW, ...CLIENT),
        legend: CLIENT_LEGEND,
      },
    ],
  },
  {
    kind: "graph",
    title: "Sizes by client",
    description: "The mean size of requests and of their responses.",
    unit: valueOf(istio.requestBytes.sum),
    lines: (["requests", "responses"] as const).map((which) => ({
      query: workloads.meanSizeBy(which, ENDS, WINDOW, ...CLIENT),
      legend: `${which} ${CLIENT_LEGEND}`,
    })),
  },
];

const SERVER_LEGEND = "{{destination_workload}}";

/** Which of its workloads serve. */
export const byWorkload: readonly Graph[] = [
  {
    kind: "graph",
    title: "Requests by workload",
    description:
      "Requests a second that each workload of the service gets; a canary is one of its own.",
    unit: rateOf(istio.requests),
    stacked: true,
    lines: [
      {
        query: workloads.requestsBy(ENDS, WINDOW, "destination_workload"),
        legend: SERVER_LEGEND,
      },
    ],
  },
  {
    kind: "graph",
    title: "Failed requests by workload",
    description: "The share of each workload's requests that fails.",
    unit: SHARE,
    lines: [
      {
        query: workloads.errorRatioBy(ENDS, WINDOW, "destination_workload"),
        legend: SERVER_LEGEND,
      },
    ],
  },
  {
    kind: "graph",
    title: "Duration by workload",
    description: "The 95th percentile of each workload's requests.",
    unit: DURATION,
    lines: [
      {
        query: workloads.latencyBy(ENDS, 0.95, WINDOW, "destination_workload"),
        legend: SERVER_LEGEND,
      },
    ],
  },
];

/** Its connections, where services of the mesh speak TCP. */
export function tcp(mesh: MeshDescription): Row {
  return {
    title: "TCP",
    panels: [
      {
        kind: "graph",
        title: "TCP connections",
        description:
          "Connections a second that clients open. Empty for a service that speaks only HTTP.",
        unit: rateOf(istio.tcpOpened),
        lines: [
          {
            query: tcpConnections(PICKED),
            legend: "{{destination_service_name}}",
          },
        ],
      },
      {
        kind: "graph",
        title: "Failed TCP connections",
        description:
          "Connections a second that find no server or are cut off. Empty where there are none.",
        unit: rateOf(istio.tcpClosed),
        lines: [
          {
            query: tcpFailures(PICKED),
            legend: "{{destination_service_name}}",
          },
        ],
        limits: [ofServices(mesh, "tcpFailureRate")],
        alerts: ["IstioTcpConnectionFailures"],
      },
      {
        kind: "graph",
        title: "TCP bytes by client",
        description: "Bytes a second that each client gets and sends.",
        unit: rateOf(istio.tcpSent),
        width: 24,
        lines: (["sent", "received"] as const).map((which) => ({
          query: workloads.tcpBytesBy(which, ENDS, WINDOW, ...CLIENT),
          legend: `${which} ${CLIENT_LEGEND}`,
        })),
      },
    ],
  };
}
