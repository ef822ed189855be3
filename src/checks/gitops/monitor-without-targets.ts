import { podsByLabels, servicesByLabels } from "../../manifests/by-labels";
import type { Manifest } from "../../manifests/manifest";
import { isSet } from "../../manifests/fields";
import { specOf } from "../../manifests/metadata";
import type { Check } from "../check";
import { mayHoldMore } from "./makers";
import {
  monitoredPods,
  monitoredServices,
  namespacesOf,
  POD_MONITOR,
  SERVICE_MONITOR,
} from "./monitors";
import { labelSelectorText } from "./selector-text";

const monitor = (label: string) => `
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: ${label} } }
  endpoints: [{ port: http-metrics }]
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { ports: [{ name: http-metrics, port: 9090 }] }
`;

export const monitorWithoutTargets: Check = {
  id: "gitops/monitor-without-targets",
  severity: "warning",
  demands:
    "A monitor takes Services or pods of the namespaces in which it looks.",
  why: "Nothing is scraped otherwise, and no target is shown as down. A ServiceMonitor goes by the labels of the Service itself, not by those of its pods.",
  bad: monitor("webapp"),
  says: "got the selector app=webapp, which takes no Service in shop",
  good: monitor("web"),
  run: (index, report) => {
    const services = servicesByLabels(index);
    const pods = podsByLabels(index);
    const judge = (
      manifest: Manifest,
      what: "Service" | "pod",
      { in: within }: { in: (namespace: string) => readonly unknown[] },
      taken: readonly unknown[],
    ) => {
      const { selector } = specOf(manifest);
      const namespaces = namespacesOf(manifest);
      if (taken.length > 0 || !isSet(selector) || !namespaces) return;
      // Every namespace must have been read, and hold nothing else.
      const isTold = namespaces.every(
        (one) => within(one).length > 0 && !mayHoldMore(index, one),
      );
      if (!isTold) return;
      report(
        manifest,
        ["spec", "selector"],
        `got the selector ${labelSelectorText(selector)}, which takes no ${what} in ${namespaces.join(", ")}`,
        what === "Service"
          ? "write labels of the Service itself, or name its namespace in namespaceSelector"
          : "write labels of a pod template, or name its namespace in namespaceSelector",
      );
    };
    for (const manifest of index.kind(SERVICE_MONITOR))
      judge(manifest, "Service", services, monitoredServices(index, manifest));
    for (const manifest of index.kind(POD_MONITOR))
      judge(manifest, "pod", pods, monitoredPods(index, manifest));
  },
};
