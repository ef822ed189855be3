import { serviceSubject, speaksGrpc, speaksTcp } from "../alerts/subjects";
import type { MeshDescription } from "../mesh/mesh";
import * as istio from "../metrics/istio";
import { re } from "../promql/build";
import { latency } from "../signals/latency";
import {
  clientRequests,
  errorRatio,
  grpcErrorRatio,
  of,
  rate,
  seenBy,
  unreachable,
  unrouted,
} from "../signals/requests";
import { tcpConnections, tcpFailures } from "../signals/tcp";
import * as workloads from "../signals/workloads";
import type { Board, Graph, Row } from "./board";
import { ofServices } from "./limits";
import { rateOf, SHARE, valueOf } from "./units";
import { PICKED, WINDOW } from "./variables";

const REPORTER = re("$reporter");
const NAME = "{{destination_service_name}}";
const DURATION = valueOf(istio.requestDuration.sum);
const QUANTILES = [0.5, 0.9, 0.95, 0.99] as const;

/** Both ends as they are picked. */
const ENDS = {
  reporter: REPORTER,
  source_workload: re("$source_workload"),
  source_workload_namespace: re("$source_namespace"),
  destination_workload: re("$workload"),
  ...of(PICKED),
} as const;

/** One service: what its clients see, what it answers, who calls, which pods serve. */
export const service: Board = {
  name: "service",
  title: "Service",
  description:
    "One service: what its clients see, what it answers, who calls it and which workloads serve it. Lines across a graph are where its alerts fire.",
  variables: [
    "namespace",
    "service",
    "reporter",
    "workload",
    "sourceNamespace",
    "sourceWorkload",
  ],
  annotated: true,
  rows: (mesh) => [
    { title: "Golden signals", panels: golden(mesh) },
    { title: "Answers", panels: answers(mesh) },
    { title: "Clients", panels: clients },
    { title: "Workloads", panels: servers },
    ...(speak(mesh, speaksTcp) ? [tcp(mesh)] : []),
  ],
};

function speak(
  mesh: MeshDescription,
  speaks: (subject: ReturnType<typeof serviceSubject>) => boolean,
): boolean {
  return mesh.services.some((one) => speaks(serviceSubject(mesh, one)));
}

function golden(mesh: MeshDescription): readonly Graph[] {
  const now = clientRequests.query.where(of(PICKED));
  return [
    {
      kind: "graph",
      title: "Requests",
      description: "Requests a second, as the reporter that is picked counts.",
      unit: rateOf(istio.requests),
      lines: [{ query: rate(PICKED, REPORTER), legend: NAME }],
    },
    {
      kind: "graph",
      title: "Failed requests",
      description:
        "The share that fails. What only clients see was failed by Envoy, or on the way; what the server sees, the application answered.",
      unit: SHARE,
      lines: [
        { query: errorRatio(PICKED, "clients"), legend: `${NAME} at clients` },
        {
          query: errorRatio(PICKED, "server"),
          legend: `${NAME} at the server`,
        },
      ],
      limits: [ofServices(mesh, "errorRatio", "critical")],
      alerts: ["IstioServiceErrorRateHigh", "IstioServiceServerErrorRateHigh"],
    },
    {
      kind: "graph",
      title: "Duration",
      description:
        "What a half, nine in ten, nineteen in twenty and 99 in a hundred requests do not pass, at the server. The alert is on the 95th percentile.",
      unit: DURATION,
      lines: QUANTILES.map((quantile) => ({
        query: latency(PICKED, quantile),
        legend: `${NAME} p${quantile * 100}`,
      })),
      limits: [ofServices(mesh, "latencyP95")],
      alerts: ["IstioServiceLatencyP95High"],
    },
    {
      kind: "graph",
      title: "Requests, and an hour before",
      description:
        "A sharp fall against an hour ago means that users do not get this far, or that telemetry is lost.",
      unit: rateOf(istio.requests),
      lines: [
        { query: now, legend: NAME },
        { query: now.offset("1h"), legend: `${NAME} an hour before` },
      ],
      alerts: ["IstioServiceTrafficDropped", "IstioServiceTelemetryAbsent"],
    },
  ];
}

function answers(mesh: MeshDescription): readonly Graph[] {
  const seen = seenBy(REPORTER, of(PICKED));
  return [
    {
      kind: "graph",
      title: "By code",
      description:
        "Requests a second by response code. Code 0 is a request that was broken off.",
      unit: rateOf(istio.requests),
      stacked: true,
      lines: [
        { query: seen.sumBy("response_code"), legend: "{{response_code}}" },
      ],
    },
    {
      kind: "graph",
      title: "Answered by Envoy",
      description:
        "Requests a second that callers' proxies fail themselves, by flag (UH no healthy endpoint, UF connection failed, UO a limit, URX retries used up), and those without a route. Empty where there are none.",
      unit: rateOf(istio.requests),
      lines: [
        {
          query: unreachable(PICKED),
          legend: `${NAME} {{response_flags}}`,
        },
        {
          query: unrouted(PICKED),
          legend: `${PICKED.service} without a route`,
        },
      ],
      limits: [ofServices(mesh, "unreachableRate")],
      alerts: ["IstioServiceUnreachable", "IstioServiceUnrouted"],
    },
    ...(speak(mesh, speaksGrpc)
      ? ([
          {
            kind: "graph",
            title: "Failed gRPC calls",
            description:
              "The share of gRPC calls that end with a status that is the server's fault; HTTP says 200 all the while. Empty for a service that does not speak gRPC.",
            unit: SHARE,
            lines: [{ query: grpcErrorRatio(PICKED), legend: NAME }],
            limits: [ofServices(mesh, "errorRatio")],
            alerts: ["IstioServiceGrpcErrorRateHigh"],
          },
          {
            kind: "graph",
            title: "By gRPC status",
            description:
              "Calls over gRPC a second, by status. Empty for a service that does not speak gRPC.",
            unit: rateOf(istio.requests),
            stacked: true,
            lines: [
              {
                query: seen
                  .where({ grpc_response_status: re(".+") })
                  .sumBy("grpc_response_status"),
                legend: "{{grpc_response_status}}",
              },
            ],
          },
        ] satisfies readonly Graph[])
      : []),
  ];
}

const CLIENT = ["source_workload", "source_workload_namespace"] as const;
const CLIENT_LEGEND = "{{source_workload}} in {{source_workload_namespace}}";

const clients: readonly Graph[] = [
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

const servers: readonly Graph[] = [
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

function tcp(mesh: MeshDescription): Row {
  return {
    title: "TCP",
    panels: [
      {
        kind: "graph",
        title: "TCP connections",
        description:
          "Connections a second that clients open. Empty for a service that speaks only HTTP.",
        unit: rateOf(istio.tcpOpened),
        lines: [{ query: tcpConnections(PICKED), legend: NAME }],
      },
      {
        kind: "graph",
        title: "Failed TCP connections",
        description:
          "Connections a second that find no server or are cut off. Empty where there are none.",
        unit: rateOf(istio.tcpClosed),
        lines: [{ query: tcpFailures(PICKED), legend: NAME }],
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
