import * as istio from "../metrics/istio";
import * as platform from "../metrics/platform";
import type { Instant } from "../promql/build";
import {
  connectionFailures,
  TOLERATED_CONNECTION_FAILURES,
} from "../signals/control-plane";
import { overhead } from "../signals/latency";
import * as sidecar from "../signals/sidecar";
import type { Board, Line } from "./board";
import { above } from "./limits";
import { NUMBER, SHARE, rateOf, valueOf } from "./units";
import { NAMESPACE, WINDOW } from "./variables";

type PerPod = Instant<"namespace" | "pod">;
const POD = { pod: "Pod" } as const;

/** However many pods there are: the worst, which the alerts are about, and the usual. */
function spread(query: PerPod): readonly Line[] {
  return [
    { query: query.max(), legend: "highest" },
    { query: query.quantileBy(0.5), legend: "median" },
  ];
}

/** What the mesh itself takes: memory, CPU, time. */
export const sidecars: Board = {
  name: "sidecars",
  title: "Sidecars",
  description:
    "What the sidecars take, in memory, CPU and time, and whether they are well. Graphs show the highest and the median of all pods; the table names the pods.",
  variables: ["namespace"],
  annotated: true,
  rows: ({ thresholds }) => [
    {
      title: "Resources",
      panels: [
        {
          kind: "graph",
          title: "Memory, of the limit",
          description:
            "Memory in use as a share of its limit; at the whole of it the kernel kills the sidecar.",
          unit: SHARE,
          lines: spread(sidecar.memoryUse(NAMESPACE)),
          limits: [above(thresholds.sidecarMemory)],
          alerts: ["IstioSidecarMemoryNearLimit"],
        },
        {
          kind: "graph",
          title: "Memory",
          description:
            "Memory in use. It grows with the configuration that a sidecar gets; a Sidecar resource makes that less.",
          unit: valueOf(platform.containerMemory),
          lines: spread(sidecar.memory(NAMESPACE)),
        },
        {
          kind: "graph",
          title: "CPU, of the limit",
          description: "Cores in use as a share of the limit.",
          unit: SHARE,
          lines: spread(sidecar.cpuUse(NAMESPACE, WINDOW)),
          limits: [above(thresholds.sidecarCpu)],
          alerts: ["IstioSidecarCpuNearLimit"],
        },
        {
          kind: "graph",
          title: "CPU",
          description: "Cores in use.",
          unit: rateOf(platform.containerCpu),
          lines: spread(sidecar.cpu(NAMESPACE, WINDOW)),
        },
        {
          kind: "graph",
          title: "Held back",
          description:
            "The share of periods in which a sidecar was held back at its CPU limit; requests wait meanwhile.",
          unit: SHARE,
          lines: spread(sidecar.throttling(NAMESPACE, WINDOW)),
          limits: [above(thresholds.sidecarThrottling)],
          alerts: ["IstioSidecarCpuThrottled"],
        },
        {
          kind: "graph",
          title: "Bytes through the sidecars",
          description: "Bytes a second that requests and connections carried.",
          unit: rateOf(istio.tcpSent),
          lines: spread(sidecar.network(NAMESPACE, WINDOW)),
        },
        {
          kind: "table",
          title: "Pod by pod",
          description: "What each pod's sidecar takes now.",
          labels: POD,
          columns: [
            {
              title: "Memory",
              unit: valueOf(platform.containerMemory),
              query: sidecar.memory(NAMESPACE).maxBy("pod"),
            },
            {
              title: "of the limit",
              unit: SHARE,
              query: sidecar.memoryUse(NAMESPACE).maxBy("pod"),
              limits: [above(thresholds.sidecarMemory)],
            },
            {
              title: "Cores",
              unit: rateOf(platform.containerCpu),
              query: sidecar.cpu(NAMESPACE, WINDOW).maxBy("pod"),
            },
            {
              title: "of their limit",
              unit: SHARE,
              query: sidecar.cpuUse(NAMESPACE, WINDOW).maxBy("pod"),
              limits: [above(thresholds.sidecarCpu)],
            },
            {
              title: "Held back",
              unit: SHARE,
              query: sidecar.throttling(NAMESPACE, WINDOW).maxBy("pod"),
              limits: [above(thresholds.sidecarThrottling)],
            },
          ],
        },
      ],
    },
    {
      title: "Overhead",
      panels: [
        {
          kind: "graph",
          title: "Time that the mesh adds",
          description:
            "The mean duration at the clients' proxies less the mean at the server's: what the client's proxy and the network add.",
          unit: valueOf(istio.requestDuration.sum),
          lines: [
            {
              query: overhead(NAMESPACE),
              legend: "{{destination_service_name}}",
            },
          ],
          limits: [above(thresholds.proxyOverhead)],
          alerts: ["IstioProxyOverheadHigh"],
        },
        {
          kind: "graph",
          title: "Proxies by build",
          description:
            "How many sidecars run which build of Istio; during an upgrade there are two.",
          unit: NUMBER,
          stacked: true,
          lines: [
            {
              query: istio.build
                .where({ component: "proxy", namespace: NAMESPACE })
                .countBy("tag"),
              legend: "{{tag}}",
            },
          ],
        },
      ],
    },
    {
      title: "Health",
      panels: [
        {
          kind: "graph",
          title: "Restarts",
          description: "Restarts of sidecars in a quarter of an hour, by pod.",
          unit: NUMBER,
          lines: [{ query: sidecar.restarts(NAMESPACE), legend: "{{pod}}" }],
          limits: [above(thresholds.sidecarRestarts)],
          alerts: ["IstioSidecarRestarting"],
        },
        {
          kind: "graph",
          title: "Failed connections to istiod",
          description:
            "Attempts to reach istiod that failed within ten minutes, by pod. Such a sidecar keeps its old configuration.",
          unit: NUMBER,
          lines: [{ query: connectionFailures(NAMESPACE), legend: "{{pod}}" }],
          limits: [above(TOLERATED_CONNECTION_FAILURES)],
          alerts: ["IstioProxyIstiodConnectionFailing"],
        },
        {
          kind: "table",
          title: "Pods without a sidecar",
          description:
            "Running pods that the mesh does not see. Empty is well, unless it is meant.",
          height: 6,
          labels: POD,
          columns: [
            {
              title: "Running",
              unit: valueOf(platform.podPhase),
              query: sidecar.podsWithoutSidecar(NAMESPACE).maxBy("pod"),
            },
          ],
          alerts: ["IstioPodWithoutSidecar"],
        },
      ],
    },
  ],
};
