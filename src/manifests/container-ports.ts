import { fieldsOf, listOf, textOf } from "./fields";
import type { Index } from "./index-of";
import { hasSidecar } from "./in-mesh";
import { containersOf, type Workload } from "./workloads";

/** The port that the injected sidecar names. */
const SIDECAR_PORT = "http-envoy-prom";

/**
 * Whether a Service's or monitor's port name is found in a pod: at a container,
 * or at an init container that keeps running.
 */
export function namesPort(
  index: Index,
  workload: Workload,
  name: string,
  protocol = "TCP",
): boolean {
  if (name === SIDECAR_PORT && hasSidecar(index, workload)) return true;
  const containers = [
    ...containersOf(workload, "containers"),
    ...containersOf(workload, "initContainers").filter(
      ({ restartPolicy }) => restartPolicy === "Always",
    ),
  ];
  return containers.some((container) =>
    listOf(container["ports"])
      .map(fieldsOf)
      .some(
        (port) =>
          port["name"] === name &&
          (textOf(port["protocol"]) || "TCP") === protocol,
      ),
  );
}

/** What was expected of a port's name: `one of http, metrics`. */
export function portNames(ports: readonly unknown[]): string {
  const names = ports.flatMap((port) => {
    const name = textOf(fieldsOf(port)["name"]);
    return name === "" ? [] : [name];
  });
  const known = [...new Set(names)].sort();
  return known.length === 0
    ? "a port of that name"
    : `one of ${known.join(", ")}`;
}
