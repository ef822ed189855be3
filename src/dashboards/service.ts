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
import type { Board, Graph } from "./board";
import { byClient, byWorkload, tcp } from "./ends";
import { ofServices } from "./limits";
import { rateOf, SHARE, valueOf } from "./units";
import { PICKED } from "./variables";

const REPORTER = re("$reporter");
const NAME = "{{destination_service_name}}";
const DURATION = valueOf(istio.requestDuration.sum);
const QUANTILES = [0.5, 0.9, 0.95, 0.99] as const;

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
    { title: "Clients", panels: byClient },
    { title: "Workloads", panels: byWorkload },
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
