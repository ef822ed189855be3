import type { MeshProps } from "../mesh/mesh";
import { peer } from "../mesh/peer";
import { cart } from "./cart";
import { sessions } from "./sessions";
import { webApp } from "./web-app";

/** The example: a shop of three services, one for each way through the mesh. */
export const shop: MeshProps = {
  name: "shop",
  services: [webApp, cart, sessions],
  team: "shop",
  alerts: { runbooks: "https://runbooks.example/sidelight" },
  alertmanager: {
    pages: { pagerduty: { name: "pagerduty", key: "routing-key" } },
    tickets: { webhook: "https://tickets.example/alerts" },
  },
  telemetry: {
    metrics: [
      {
        metric: "istio_requests_total",
        set: { request_method: "request.method" },
      },
    ],
    tracing: { sampling: 5 },
  },
  metrics: [
    {
      name: "double_request_count",
      type: "counter",
      value: 2,
      labels: {
        source: peer.source.workload,
        destination: peer.destination.workload,
      },
    },
  ],
};
