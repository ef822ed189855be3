import * as istio from "../metrics/istio";
import { re } from "../promql/build";
import {
  edgesOf,
  linkConnections,
  linkErrors,
  linkLatency,
  linkRate,
  links,
  nodesOf,
} from "../signals/dependencies";
import type { Board, Graph, Table } from "./board";
import { ofServices } from "./limits";
import { rateOf, SHARE, valueOf } from "./units";
import { NAMESPACE, WINDOW } from "./variables";

const SERVICE = re("$service");
/** Calls that reach what is picked, and calls that it makes. */
const IN = {
  destination_service_namespace: NAMESPACE,
  destination_service_name: SERVICE,
} as const;
const OUT = {
  source_workload_namespace: NAMESPACE,
  source_canonical_service: SERVICE,
} as const;

const calls = links(IN, WINDOW).or(links(OUT, WINDOW));
const REQUESTS = rateOf(istio.requests);
const DURATION = valueOf(istio.requestDuration.sum);

/** Who calls whom. */
export const dependencies: Board = {
  name: "dependencies",
  title: "Dependencies",
  description:
    "Who calls the services that are picked, and whom they call, as the clients' proxies count it. A client goes by its canonical service, its label app as a rule.",
  variables: ["namespace", "services"],
  annotated: true,
  rows: (mesh) => [
    {
      title: "In and out",
      panels: [
        {
          kind: "nodes",
          title: "Who calls whom",
          description:
            "Calls a second: requests over HTTP and gRPC, connections over TCP. The number in a circle is what the service gets.",
          width: 12,
          height: 16,
          unit: REQUESTS,
          edges: edgesOf(calls),
          nodes: nodesOf(calls),
        },
        {
          ...table(),
          columns: [
            {
              title: "Requests",
              unit: REQUESTS,
              query: linkRate(IN, WINDOW).or(linkRate(OUT, WINDOW)),
            },
            {
              title: "Connections",
              unit: rateOf(istio.tcpOpened),
              query: linkConnections(IN, WINDOW).or(
                linkConnections(OUT, WINDOW),
              ),
            },
            {
              title: "Failed",
              unit: SHARE,
              query: linkErrors(IN, WINDOW).or(linkErrors(OUT, WINDOW)),
              limits: [ofServices(mesh, "errorRatio")],
            },
            {
              title: "p95",
              unit: DURATION,
              query: linkLatency(IN, 0.95, WINDOW).or(
                linkLatency(OUT, 0.95, WINDOW),
              ),
            },
          ],
        },
      ],
    },
    { title: "In", panels: graphs(IN, "in", "that reach the services") },
    { title: "Out", panels: graphs(OUT, "out", "that the services make") },
  ],
};

function table(): Omit<Table, "columns"> {
  return {
    kind: "table",
    title: "Calls",
    description:
      "The same, call by call, with the failed share and the 95th percentile of requests as the clients wait for them.",
    width: 12,
    height: 16,
    labels: {
      source_canonical_service: "Client",
      source_workload_namespace: "in",
      destination_service_name: "Service",
      destination_service_namespace: "of",
    },
    link: { label: "destination_service_name", to: "service", as: "service" },
  };
}

const LEGEND = "{{source_canonical_service}} → {{destination_service_name}}";

function graphs(
  ends: typeof IN | typeof OUT,
  way: "in" | "out",
  which: string,
): readonly Graph[] {
  return [
    {
      kind: "graph",
      title: `Requests, ${way}`,
      description: `Requests a second ${which}.`,
      unit: REQUESTS,
      lines: [{ query: linkRate(ends, WINDOW), legend: LEGEND }],
      width: 8,
    },
    {
      kind: "graph",
      title: `Failed requests, ${way}`,
      description: `The share of the requests ${which} that fails.`,
      unit: SHARE,
      lines: [{ query: linkErrors(ends, WINDOW), legend: LEGEND }],
      width: 8,
    },
    {
      kind: "graph",
      title: `Duration, ${way}`,
      description: `The 95th percentile of the requests ${which}, as the clients wait for them.`,
      unit: DURATION,
      lines: [{ query: linkLatency(ends, 0.95, WINDOW), legend: LEGEND }],
      width: 8,
    },
  ];
}
