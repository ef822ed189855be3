import { namesPort, portNames } from "../../manifests/container-ports";
import { fieldsOf, listOf } from "../../manifests/fields";
import type { Index } from "../../manifests/index-of";
import type { Manifest, Path } from "../../manifests/manifest";
import { specOf } from "../../manifests/metadata";
import { containersOf, type Workload } from "../../manifests/workloads";
import type { Check } from "../check";
import type { Report } from "../finding";
import {
  monitoredPods,
  monitoredServices,
  POD_MONITOR,
  scrapedPorts,
  SERVICE_MONITOR,
} from "./monitors";

const monitor = (port: string) => `
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  endpoints: [{ port: "${port}" }]
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { ports: [{ name: http-metrics, port: 9090 }] }
`;

export const monitorPort: Check = {
  id: "gitops/monitor-port",
  severity: "warning",
  demands:
    "The port of a monitor is one of the Services or pods that it selects, by name.",
  why: "Nothing is scraped otherwise, and no target is shown as down.",
  bad: monitor("9090"),
  says: "got the port 9090, which no Service that is selected names, expected one of http-metrics",
  good: monitor("http-metrics"),
  run: (index, report) => {
    for (const manifest of index.kind(SERVICE_MONITOR)) {
      const services = monitoredServices(index, manifest);
      if (services.length === 0) continue;
      const ports = services.flatMap((service) =>
        listOf(specOf(service.manifest)["ports"]),
      );
      const names = new Set(ports.map((port) => fieldsOf(port)["name"]));
      for (const port of scrapedPorts(manifest))
        if (!names.has(port.name))
          say(report, manifest, port, "Service", ports);
    }
    for (const manifest of index.kind(POD_MONITOR)) {
      const pods = monitoredPods(index, manifest);
      if (pods.length === 0) continue;
      for (const port of scrapedPorts(manifest)) {
        if (pods.some((pod) => namesAny(index, pod, port.name))) continue;
        const ports = pods.flatMap((pod) =>
          containersOf(pod, "containers", "initContainers").flatMap(
            (container) => listOf(container["ports"]),
          ),
        );
        say(report, manifest, port, "pod", ports);
      }
    }
  },
};

interface ScrapedPort {
  readonly name: string;
  readonly path: Path;
}

function say(
  report: Report,
  manifest: Manifest,
  { name, path }: ScrapedPort,
  what: "Service" | "pod",
  ports: readonly unknown[],
): void {
  report(
    manifest,
    path,
    `got the port ${name}, which no ${what} that is selected names, expected ${portNames(ports)}`,
    what === "Service"
      ? "write the name of a port of the Service"
      : "write the name of a container port",
  );
}

/** Whether a pod names a port, whatever its protocol. */
function namesAny(index: Index, pod: Workload, name: string): boolean {
  return ["TCP", "UDP", "SCTP"].some((protocol) =>
    namesPort(index, pod, name, protocol),
  );
}
