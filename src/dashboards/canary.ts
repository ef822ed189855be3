import type { CanarySubject } from "../alerts/alert";
import { canarySubject, serviceSubject, speaksHttp } from "../alerts/subjects";
import type { MeshDescription } from "../mesh/mesh";
import * as istio from "../metrics/istio";
import {
  canaryShare,
  declaredWeight,
  errorIncrease,
  latencyFactor,
  weightDrift,
  withoutEndpoint,
} from "../signals/canary";
import { latency } from "../signals/latency";
import { errorRatio, of, rate } from "../signals/requests";
import { tcpConnections } from "../signals/tcp";
import type { Board, Graph, Line, Row } from "./board";
import { above } from "./limits";
import { NUMBER, rateOf, SHARE, valueOf } from "./units";

/**
 * Stable beside canary. A canary's row asks for its own two versions, which no
 * variable could tell apart; a mesh has few at a time.
 */
export const canary: Board = {
  name: "canary",
  title: "Canaries",
  description:
    "Each canary beside its stable version: the share that was declared and the one that is observed, what fails, what is slow. All at the server, which alone knows the version.",
  applies: (mesh) => canariesOf(mesh).length > 0,
  variables: [],
  annotated: true,
  rows: (mesh) =>
    canariesOf(mesh).map((subject) =>
      speaksHttp(subject) ? httpRow(subject) : tcpRow(subject),
    ),
};

function canariesOf(mesh: MeshDescription): readonly CanarySubject[] {
  return mesh.services.flatMap(
    (service) => canarySubject(serviceSubject(mesh, service)) ?? [],
  );
}

function titleOf({ canary }: CanarySubject): string {
  return `${canary.service}: ${canary.canary} beside ${canary.stable}`;
}

/** The same question about either version. */
function either(
  { canary, target }: CanarySubject,
  ask: (of: typeof target) => Line["query"],
): readonly Line[] {
  return [canary.stable, canary.canary].map((version) => ({
    query: ask({ ...target, version }),
    legend: version,
  }));
}

function httpRow(subject: CanarySubject): Row {
  const { canary, service, target } = subject;
  const { thresholds } = service;
  const panels: readonly Graph[] = [
    {
      kind: "graph",
      title: "Share",
      description:
        "The canary's share of the requests, beside its declared weight. A header route raises it, by the requests that carry the header.",
      unit: SHARE,
      lines: [
        { query: canaryShare(canary), legend: "observed" },
        { query: declaredWeight.where(of(target)), legend: "declared" },
      ],
      alerts: ["IstioCanaryNoTraffic"],
    },
    {
      kind: "graph",
      title: "Off its weight",
      description:
        "By how much the observed share differs from the declared one.",
      unit: SHARE,
      lines: [{ query: weightDrift(canary), legend: canary.canary }],
      limits: [above(thresholds.canaryWeightDrift)],
      alerts: ["IstioCanaryWeightDrift"],
    },
    {
      kind: "graph",
      title: "Requests",
      description: "Requests a second that each version gets.",
      unit: rateOf(istio.requests),
      lines: either(subject, (of) => rate(of, "server")),
    },
    {
      kind: "graph",
      title: "Without an endpoint",
      description:
        "Requests a second that find no endpoint while stable answers others: the canary's subset is empty. Empty where there are none.",
      unit: rateOf(istio.requests),
      lines: [{ query: withoutEndpoint(canary), legend: canary.service }],
      limits: [above(thresholds.unreachableRate, "critical")],
      alerts: ["IstioCanaryWithoutEndpoint"],
    },
    {
      kind: "graph",
      title: "Failed requests",
      description: "The share of each version's requests that fails.",
      unit: SHARE,
      lines: either(subject, (of) => errorRatio(of, "server")),
    },
    {
      kind: "graph",
      title: "Fails more",
      description:
        "The canary's failed share less stable's. Above the line, roll back.",
      unit: SHARE,
      lines: [{ query: errorIncrease(canary), legend: canary.canary }],
      limits: [above(thresholds.canaryErrorIncrease, "critical")],
      alerts: ["IstioCanaryErrorRegression"],
    },
    {
      kind: "graph",
      title: "Duration",
      description: "The 95th percentile of each version.",
      unit: valueOf(istio.requestDuration.sum),
      lines: either(subject, (of) => latency(of, 0.95)),
    },
    {
      kind: "graph",
      title: "Times slower",
      description: `The canary's 95th percentile as a multiple of stable's. The alert leaves alone what takes less than ${thresholds.canaryLatencyFloor} ms.`,
      unit: NUMBER,
      lines: [{ query: latencyFactor(canary, 0), legend: canary.canary }],
      limits: [above(thresholds.canaryLatencyFactor)],
      alerts: ["IstioCanaryLatencyRegression"],
    },
  ];
  return { title: titleOf(subject), panels };
}

function tcpRow(subject: CanarySubject): Row {
  return {
    title: titleOf(subject),
    panels: [
      {
        kind: "graph",
        title: "Connections",
        description: "TCP connections a second that each version gets.",
        unit: rateOf(istio.tcpOpened),
        lines: either(subject, tcpConnections),
      },
      {
        kind: "graph",
        title: "Weight",
        description: "The share of the connections that was declared.",
        unit: SHARE,
        lines: [
          {
            query: declaredWeight.where(of(subject.target)),
            legend: "declared",
          },
        ],
      },
    ],
  };
}
