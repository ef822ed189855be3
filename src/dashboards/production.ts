import * as istio from "../metrics/istio";
import { latency } from "../signals/latency";
import { errorRatio, rate, successRatio } from "../signals/requests";
import type { Board } from "./board";
import { above } from "./limits";
import { rateOf, SHARE, valueOf } from "./units";
import { NAMESPACE } from "./variables";

const ALL = { namespace: NAMESPACE } as const;
const NAME = "{{destination_service_name}}";

/** Four panels for a screen on the wall. */
export const production: Board = {
  name: "production",
  title: "Production",
  description:
    "Four panels for a screen on the wall: what the services get, what fails, how long it takes, what succeeds.",
  variables: ["namespace"],
  annotated: true,
  rows: ({ thresholds }) => [
    {
      title: "Production",
      panels: [
        {
          kind: "graph",
          title: "Request rate",
          description: "Requests a second to each service, as clients see it.",
          unit: rateOf(istio.requests),
          height: 10,
          lines: [{ query: rate(ALL, "clients"), legend: NAME }],
        },
        {
          kind: "graph",
          title: "Error rate",
          description:
            "The share of each service's requests that fails, as clients see it.",
          unit: SHARE,
          height: 10,
          lines: [{ query: errorRatio(ALL, "clients"), legend: NAME }],
          limits: [above(thresholds.errorRatio, "critical")],
        },
        {
          kind: "graph",
          title: "Latency, p95",
          description:
            "What nineteen requests in twenty to each service do not pass, at the server.",
          unit: valueOf(istio.requestDuration.sum),
          height: 10,
          lines: [{ query: latency(ALL, 0.95), legend: NAME }],
          limits: [above(thresholds.latencyP95)],
        },
        {
          kind: "graph",
          title: "Success rate",
          description:
            "The share of each service's requests that succeeds, as clients see it.",
          unit: SHARE,
          height: 10,
          lines: [{ query: successRatio(ALL, "clients"), legend: NAME }],
        },
      ],
    },
  ],
};
