import type { Construct } from "constructs";
import type { Addons } from "../platform/addons";
import { IMAGES } from "../platform/versions";
import { addServer } from "./server";

/** What the alerts on sidecars read of pods: limits, restarts, which containers run. */
export function addKubeStateMetrics(
  scope: Construct,
  { namespace }: Addons,
): void {
  addServer(scope, {
    name: "kube-state-metrics",
    namespace,
    image: IMAGES.kubeStateMetrics,
    args: ["--resources=pods"],
    ports: { "http-metrics": 8080, "http-telemetry": 8081 },
    ready: { path: "/livez" },
    user: 65_534,
    resources: {
      requests: { cpu: "10m", memory: "64Mi" },
      limits: { memory: "256Mi" },
    },
    volumes: [],
    rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["list", "watch"] }],
    reachable: [{ ports: [8080], servers: ["prometheus"] }],
  });
}
