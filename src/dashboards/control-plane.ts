import * as istio from "../metrics/istio";
import * as istiod from "../metrics/istiod";
import * as platform from "../metrics/platform";
import type { Query } from "../promql/build";
import * as signals from "../signals/control-plane";
import type { Board, Graph } from "./board";
import { above, below } from "./limits";
import { NUMBER, rateOf, valueOf } from "./units";
import { WINDOW } from "./variables";

/** istiod: whether it is there, whether configuration arrives, and what goes wrong. */
export const controlPlane: Board = {
  name: "control-plane",
  title: "Control plane",
  description:
    "istiod: whether it is there, how fast configuration reaches the proxies, what is refused, and how long certificates hold. Without it traffic goes on as it is, and nothing changes.",
  applies: (mesh) => mesh.monitoring.controlPlane,
  variables: [],
  annotated: false,
  rows: ({ thresholds, monitoring: { istioNamespace } }) => [
    {
      title: "istiod",
      panels: [
        {
          kind: "graph",
          title: "istiod by build",
          description: "How many run, and which build. None is an outage.",
          unit: NUMBER,
          stacked: true,
          lines: [
            {
              query: istio.build.where({ component: "pilot" }).countBy("tag"),
              legend: "{{tag}}",
            },
          ],
          alerts: ["IstiodDown"],
        },
        {
          kind: "graph",
          title: "Connected proxies",
          description: "How many proxies are connected to istiod.",
          unit: valueOf(istiod.proxies),
          lines: [
            { query: istiod.proxies.sumBy("version"), legend: "{{version}}" },
          ],
        },
        {
          kind: "graph",
          title: "Memory",
          description: "Memory of istiod; it grows with services and proxies.",
          unit: valueOf(platform.containerMemory),
          lines: [
            {
              query: platform.containerMemory
                .where({ namespace: istioNamespace, container: "discovery" })
                .maxBy("pod"),
              legend: "{{pod}}",
            },
          ],
        },
        {
          kind: "graph",
          title: "CPU",
          description: "Cores of istiod; each change costs by the proxies.",
          unit: rateOf(platform.containerCpu),
          lines: [
            {
              query: platform.containerCpu
                .where({ namespace: istioNamespace, container: "discovery" })
                .rate(WINDOW)
                .sumBy("pod"),
              legend: "{{pod}}",
            },
          ],
        },
      ],
    },
    {
      title: "Configuration on its way",
      panels: [
        {
          kind: "graph",
          title: "From change to proxies",
          description:
            "How long a half, and 99 in a hundred, of the changes take until all proxies have them.",
          unit: valueOf(istiod.convergence.sum),
          lines: [0.5, 0.99].map((quantile) => ({
            query: signals.convergence(quantile, WINDOW),
            legend: `p${quantile * 100}`,
          })),
          limits: [above(thresholds.convergence / 1000)],
          alerts: ["IstiodConvergenceSlow"],
        },
        {
          kind: "graph",
          title: "Pushes",
          description:
            "Configurations a second that go to proxies, by type; those that end in _senderr or _builderr failed.",
          unit: rateOf(istiod.xdsPushes),
          stacked: true,
          lines: [{ query: signals.pushes(WINDOW), legend: "{{type}}" }],
        },
        events(
          "Failed pushes",
          "Configurations a second that could not be made or sent.",
          "IstiodPushErrors",
          signals.pushErrors(WINDOW),
          "{{type}}",
          rateOf(istiod.xdsPushes),
        ),
        events(
          "Refused by proxies",
          "Configurations that a proxy could not use, in ten minutes; an EnvoyFilter is the usual cause.",
          "IstiodXdsRejects",
          signals.rejects(),
          "{{type}}",
        ),
        events(
          "Not taken in time",
          "Pushes that a proxy did not read, in ten minutes.",
          "IstiodWriteTimeouts",
          signals.writeTimeouts(),
          "timeouts",
        ),
        events(
          "Internal errors",
          "Errors inside istiod, in ten minutes.",
          "IstiodInternalErrors",
          signals.internalErrors(),
          "errors",
        ),
      ],
    },
    {
      title: "Objects",
      panels: [
        events(
          "Refused objects",
          "Objects that the validation webhook refused, in ten minutes.",
          "IstiodConfigRejected",
          signals.validationFailures(),
          "{{resource}} {{reason}}",
        ),
        events(
          "Conflicting listeners",
          "Listeners of which only one can hold.",
          "IstioListenerConflict",
          signals.listenerConflicts(),
          "listeners",
        ),
        events(
          "Clusters of one name",
          "Envoy clusters that stand for two services.",
          "IstioDuplicateClusters",
          istiod.duplicateClusters.sum(),
          "clusters",
        ),
        events(
          "Subsets of one name",
          "Subsets that several DestinationRules define for one host.",
          "IstioDuplicateSubsets",
          istiod.duplicateSubsets.sum(),
          "subsets",
        ),
        events(
          "Failed injections",
          "Pods that got no sidecar and so were not made, in ten minutes.",
          "IstioSidecarInjectionFailures",
          signals.injectionFailures(),
          "pods",
        ),
      ],
    },
    {
      title: "Certificates",
      panels: [
        {
          kind: "graph",
          title: "Root certificate",
          description:
            "How long the root certificate still holds. When it ends, no two sidecars trust each other.",
          unit: valueOf(platform.agentCertExpiry),
          lines: [{ query: signals.rootCertificateLeft(), legend: "left" }],
          limits: [below(thresholds.rootCertificate / 1000, "critical")],
          alerts: ["IstioRootCertExpiring"],
        },
        events(
          "Failed signatures",
          "Certificates that istiod failed to sign, in ten minutes.",
          "IstioCsrSigningFailing",
          signals.signingErrors(),
          "{{error}}",
        ),
      ],
    },
  ],
};

/** What ought not to happen at all; counters that never counted are not there. */
function events(
  title: string,
  description: string,
  alert: string,
  query: Query,
  legend: string,
  unit = NUMBER,
): Graph {
  return {
    kind: "graph",
    title,
    description: `${description} None, or empty, is well.`,
    unit,
    width: 8,
    lines: [{ query, legend }],
    limits: [above(0)],
    alerts: [alert],
  };
}
