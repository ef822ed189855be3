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
import { ofServices } from "./limits";
import { NUMBER, rateOf, SHARE, valueOf } from "./units";
import { PICKED } from "./variables";

/** The two versions of the service that is picked, by its declared weight's labels. */
const BOTH = { ...PICKED, stable: "$stable", canary: "$canary" } as const;
const DECLARED = declaredWeight.where(of(PICKED));
/** A service's own limit is found by its name, first in the legend. */
const CANARY = `${BOTH.service} ${BOTH.canary}`;

/** Stable beside canary. */
export const canary: Board = {
  name: "canary",
  title: "Canaries",
  description:
    "A canary beside its stable version: the share that was declared and the one that is observed, what fails, what is slow. All at the server, which alone knows the version.",
  applies: (mesh) => canariesOf(mesh).length > 0,
  variables: ["namespace", "canaried", "stable", "canary"],
  annotated: true,
  rows: (mesh) => {
    const canaries = canariesOf(mesh);
    return [
      ...(canaries.some(speaksHttp) ? http(mesh) : []),
      ...(canaries.every(speaksHttp) ? [] : [tcp]),
    ];
  },
};

function canariesOf(mesh: MeshDescription): readonly CanarySubject[] {
  return mesh.services.flatMap(
    (service) => canarySubject(serviceSubject(mesh, service)) ?? [],
  );
}

type Version = typeof PICKED & { readonly version: string };

/** The same question about either version. */
function either(ask: (of: Version) => Line["query"]): readonly Line[] {
  return [BOTH.stable, BOTH.canary].map((version) => ({
    query: ask({ ...PICKED, version }),
    legend: version,
  }));
}

function http(mesh: MeshDescription): readonly Row[] {
  return [
    {
      title: "$service: $canary beside $stable",
      panels: [
        {
          kind: "graph",
          title: "Share",
          description:
            "The canary's share of the requests, beside its declared weight. A header route raises it, by the requests that carry the header.",
          unit: SHARE,
          lines: [
            { query: canaryShare(BOTH), legend: "observed" },
            { query: DECLARED, legend: "declared" },
          ],
          alerts: ["IstioCanaryNoTraffic"],
        },
        {
          kind: "graph",
          title: "Off its weight",
          description:
            "By how much the observed share differs from the declared one.",
          unit: SHARE,
          lines: [{ query: weightDrift(BOTH), legend: CANARY }],
          limits: [ofServices(mesh, "canaryWeightDrift")],
          alerts: ["IstioCanaryWeightDrift"],
        },
        {
          kind: "graph",
          title: "Requests",
          description: "Requests a second that each version gets.",
          unit: rateOf(istio.requests),
          lines: either((of) => rate(of, "server")),
        },
        {
          kind: "graph",
          title: "Without an endpoint",
          description:
            "Requests a second that find no endpoint while stable answers others: the canary's subset is empty. Empty where there are none.",
          unit: rateOf(istio.requests),
          lines: [{ query: withoutEndpoint(BOTH), legend: CANARY }],
          limits: [ofServices(mesh, "unreachableRate", "critical")],
          alerts: ["IstioCanaryWithoutEndpoint"],
        },
      ],
    },
    { title: "Is it worse?", panels: comparison(mesh) },
  ];
}

function comparison(mesh: MeshDescription): readonly Graph[] {
  return [
    {
      kind: "graph",
      title: "Failed requests",
      description: "The share of each version's requests that fails.",
      unit: SHARE,
      lines: either((of) => errorRatio(of, "server")),
    },
    {
      kind: "graph",
      title: "Fails more",
      description:
        "The canary's failed share less stable's. Above the line, roll back.",
      unit: SHARE,
      lines: [{ query: errorIncrease(BOTH), legend: CANARY }],
      limits: [ofServices(mesh, "canaryErrorIncrease", "critical")],
      alerts: ["IstioCanaryErrorRegression"],
    },
    {
      kind: "graph",
      title: "Duration",
      description: "The 95th percentile of each version.",
      unit: valueOf(istio.requestDuration.sum),
      lines: either((of) => latency(of, 0.95)),
    },
    {
      kind: "graph",
      title: "Times slower",
      description:
        "The canary's 95th percentile as a multiple of stable's. The alert leaves alone a canary that is fast all the same.",
      unit: NUMBER,
      lines: [{ query: latencyFactor(BOTH, 0), legend: CANARY }],
      limits: [ofServices(mesh, "canaryLatencyFactor")],
      alerts: ["IstioCanaryLatencyRegression"],
    },
  ];
}

/** Over TCP there is nothing to compare but connections. */
const tcp: Row = {
  title: "TCP: $service, $canary beside $stable",
  panels: [
    {
      kind: "graph",
      title: "Connections",
      description:
        "TCP connections a second that each version gets. Empty for a service that speaks only HTTP.",
      unit: rateOf(istio.tcpOpened),
      lines: either(tcpConnections),
    },
    {
      kind: "graph",
      title: "Weight",
      description: "The share of the connections that was declared.",
      unit: SHARE,
      lines: [{ query: DECLARED, legend: "declared" }],
    },
  ],
};
